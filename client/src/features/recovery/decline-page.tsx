import { Link, useLocation } from 'react-router';
import { nameOf } from '../../letters/words.ts';
import { Page } from '../../parts/page.tsx';
import { useDeclineLettersMutation } from './api.ts';
import { declineIn } from './link.ts';
import { PressPage } from './press-page.tsx';

const title = 'Letters that you can do without';

export const DeclinePage = () => {
  const link = declineIn(useLocation().hash);
  const [decline, sending] = useDeclineLettersMutation();
  if (!link)
    return (
      <Page title={title}>
        <p>
          The link is not whole. You find the same choice under <Link to="/account">My account</Link>.
        </p>
      </Page>
    );
  return (
    <PressPage
      title={title}
      before={`${nameOf[link.kind]} are sent to you. What happens to your appointments is told in any case.`}
      button="Do not send them any more"
      pressed="Sending…"
      after={`Done: ${nameOf[link.kind].toLowerCase()} are not sent to you any more.`}
      sending={sending}
      onPress={() => decline(link)}
    />
  );
};
