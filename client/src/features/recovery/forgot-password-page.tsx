import { useState } from 'react';
import { Link } from 'react-router';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { Page } from '../../parts/page.tsx';
import { useAskForResetMutation } from './api.ts';

export const ForgotPasswordPage = () => {
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const { busy, attempts, errors, problem, send } = useSending({ email: accountLabels.email });
  const [askForReset] = useAskForResetMutation();
  const submit = () =>
    send(checkEmail(email), async () => {
      await askForReset(email).unwrap();
      setAsked(true);
    });
  return (
    <Page title="Forgot your password?" lead={<p>We send you a letter with a link to choose a new one.</p>}>
      <div className="narrow">
        <div role="status">
          {asked && (
            <div className="notice notice-good">
              <p>If there is an account with this address, a letter is on its way. Its link is good for an hour.</p>
            </div>
          )}
        </div>
        {!asked && (
          <Form
            label="Forgot your password?"
            prefix="forgot"
            errors={errors}
            problem={problem}
            attempts={attempts}
            onSend={submit}
          >
            <TextField
              id="forgot-email"
              label={accountLabels.email}
              type="email"
              autoComplete="username"
              maxLength={254}
              value={email}
              error={errors.email}
              onType={setEmail}
            />
            <SendButton busy={busy} busyText="Sending…">
              Send the letter
            </SendButton>
          </Form>
        )}
        <p className="aside">
          <Link to="/sign-in">Back to signing in</Link>
        </p>
      </div>
    </Page>
  );
};
