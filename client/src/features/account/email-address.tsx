import { Fetched } from '../../parts/fetched.tsx';
import { Unsent } from '../../parts/unsent.tsx';
import { useAskForVerificationMutation, useMeQuery } from './api.ts';

/** Where letters go; the first one may have been lost. */
export const EmailAddress = () => {
  const answer = useMeQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <section aria-labelledby="email" className="narrow">
      <h2 id="email">E-mail address</h2>
      <Fetched answer={answer} what="the address" lines={1}>
        {({ email, emailVerified }) => (
          <>
            <p>
              {email} <span className="quiet">{emailVerified ? 'is confirmed' : 'is not confirmed yet'}</span>
            </p>
            {!emailVerified && <AskAgain />}
          </>
        )}
      </Fetched>
    </section>
  );
};

const AskAgain = () => {
  const [ask, { isLoading, isSuccess, error }] = useAskForVerificationMutation();
  return (
    <>
      <Unsent problem={error} />
      <p role="status">{isSuccess ? 'A letter is on its way. Follow its link to confirm the address.' : ''}</p>
      <p>
        <button type="button" aria-disabled={isLoading} onClick={() => isLoading || ask()}>
          {isLoading ? 'Sending…' : 'Send the letter again'}
        </button>
      </p>
    </>
  );
};
