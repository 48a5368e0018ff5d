import { Link, useLocation } from 'react-router';
import type { Problem } from '../../api/problem.ts';
import { wordsForSending } from '../../api/problem-words.ts';
import { Page } from '../../parts/page.tsx';
import { useVerifyEmailMutation } from './api.ts';
import { linkIn } from './link.ts';
import { SpoiltLink } from './spoilt-link.tsx';

const title = 'Confirm your e-mail address';

/** By a press of a button: programs that look into letters follow links, but press nothing. */
export const VerifyEmailPage = () => {
  const link = linkIn(useLocation().hash);
  const [verify, { isLoading, isSuccess, error }] = useVerifyEmailMutation();
  if (!link) return <SpoiltLink title={title} />;
  const words = error && wordsForSending(error as Problem);
  return (
    <Page title={title}>
      <div role="status">
        {isSuccess && (
          <div className="notice notice-good">
            <p>
              Thank you, the address is confirmed. <Link to="/">Find a doctor</Link>
            </p>
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
        <button
          type="button"
          className="button-main"
          aria-disabled={isLoading}
          onClick={() => isLoading || verify(link)}
        >
          {isLoading ? 'Confirming…' : 'Confirm the address'}
        </button>
      )}
    </Page>
  );
};
