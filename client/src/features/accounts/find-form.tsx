import type { UserId } from '@careconnect/domain/ids.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { refusedAs } from '../../api/problem.ts';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { useFindByEmailMutation } from './api.ts';

const labels = { email: accountLabels.email } as const;

export const FindForm = ({ onFound }: { onFound: (user: UserId) => void }) => {
  const [email, setEmail] = useState('');
  const { busy, send, forget: _, ...sending } = useSending(labels);
  const [find] = useFindByEmailMutation();
  const submit = () =>
    send(checkEmail(email), async () => {
      const { userId } = await find(email.trim()).unwrap();
      setEmail('');
      onFound(userId);
    });
  const nobody = refusedAs(sending.problem, 'user-not-found');
  return (
    <section aria-labelledby="find" className="narrow">
      <h2 id="find">Find an account</h2>
      <Form
        label="Find an account"
        prefix="find"
        {...sending}
        onSend={submit}
        help={
          nobody && (
            <p>
              What somebody without an account wrote to the clinic is among the <Link to="/messages">messages</Link>.
            </p>
          )
        }
      >
        <TextField
          id="find-email"
          label={labels.email}
          type="email"
          autoComplete="off"
          value={email}
          error={sending.errors.email}
          onType={setEmail}
        />
        <SendButton busy={busy} busyText="Looking…">
          Find the account
        </SendButton>
      </Form>
    </section>
  );
};
