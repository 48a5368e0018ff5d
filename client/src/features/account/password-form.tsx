import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { accountLabels, checkNewPassword, shortestPassword } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { renewed } from '../../session/session.ts';
import { useChangePasswordMutation } from './api.ts';

const labels = { currentPassword: 'Current password', password: accountLabels.password } as const;
const nothing = { currentPassword: '', password: '' };

export const PasswordForm = () => {
  const [fields, setFields] = useState(nothing);
  const [done, setDone] = useState(false);
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const [changePassword] = useChangePasswordMutation();
  const dispatch = useDispatch();
  const wrong = () => ({
    ...check({ currentPassword: !fields.currentPassword && 'Enter your current password' }),
    ...checkNewPassword(fields.password),
  });
  const submit = () =>
    send(wrong(), async () => {
      dispatch(renewed(await changePassword(fields).unwrap()));
      setFields(nothing);
      setDone(true);
    });
  return (
    <section aria-labelledby="password" className="narrow">
      <h2 id="password">Change the password</h2>
      <div role="status">
        {done && (
          <div className="notice notice-good">
            <p>The password is changed. Everywhere else you are signed out.</p>
          </div>
        )}
      </div>
      <Form
        label="Change the password"
        prefix="change"
        errors={errors}
        problem={problem}
        attempts={attempts}
        onSend={submit}
      >
        <TextField
          id="change-currentPassword"
          label={labels.currentPassword}
          type="password"
          autoComplete="current-password"
          value={fields.currentPassword}
          error={errors.currentPassword}
          onType={(currentPassword) => setFields({ ...fields, currentPassword })}
        />
        <TextField
          id="change-password"
          label="New password"
          hint={`At least ${shortestPassword} characters; a few words make a good one.`}
          type="password"
          autoComplete="new-password"
          value={fields.password}
          error={errors.password}
          onType={(password) => setFields({ ...fields, password })}
        />
        <SendButton busy={busy} busyText="Changing…">
          Change the password
        </SendButton>
      </Form>
    </section>
  );
};
