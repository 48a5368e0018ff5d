import { Link, useLocation } from 'react-router';
import { useVerifyEmailMutation } from './api.ts';
import { linkIn } from './link.ts';
import { PressPage } from './press-page.tsx';
import { SpoiltLink } from './spoilt-link.tsx';

const title = 'Confirm your e-mail address';

export const VerifyEmailPage = () => {
  const link = linkIn(useLocation().hash);
  const [verify, sending] = useVerifyEmailMutation();
  if (!link) return <SpoiltLink title={title} />;
  return (
    <PressPage
      title={title}
      button="Confirm the address"
      pressed="Confirming…"
      after={
        <>
          Thank you, the address is confirmed. <Link to="/">Find a doctor</Link>
        </>
      }
      sending={sending}
      onPress={() => verify(link)}
    />
  );
};
