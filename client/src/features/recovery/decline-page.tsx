import { Link, useLocation } from 'react-router';
import type { Problem } from '../../api/problem.ts';
import { wordsForSending } from '../../api/problem-words.ts';
import { nameOf } from '../../letters/words.ts';
import { Page } from '../../parts/page.tsx';
import { useDeclineLettersMutation } from './api.ts';
import { declineIn } from './link.ts';

const title = 'Letters that you can do without';
/** By a press of a button: programs that look into letters follow links, but press nothing. */
export const DeclinePage = () => {
  const link = declineIn(useLocation().hash);
  const [decline, { isLoading, isSuccess, error }] = useDeclineLettersMutation();
  const words = error && wordsForSending(error as Problem);
  if (!link)
    return (
      <Page title={title}>
        <p>
          The link is not whole. You find the same choice under <Link to="/account">My account</Link>.
        </p>
      </Page>
    );
  return (
    <Page title={title}>
      <div role="status">
        {isSuccess && (
          <div className="notice notice-good">
            <p>Done: {nameOf[link.kind].toLowerCase()} are not sent to you any more.</p>
          </div>
        )}
      </div>
      {words && (
        <div className="notice notice-wrong" role="alert">
          <h2>{words.title}</h2>
          <p>{words.text}</p>
        </div>
      )}
      {!isSuccess && (
        <>
          <p>{nameOf[link.kind]} are sent to you. What happens to your appointments is told in any case.</p>
          <button
            type="button"
            className="button-main"
            aria-disabled={isLoading}
            onClick={() => isLoading || decline(link)}
          >
            {isLoading ? 'Sending…' : 'Do not send them any more'}
          </button>
        </>
      )}
    </Page>
  );
};
