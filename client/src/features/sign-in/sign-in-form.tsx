import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { SignedIn } from '../../api/answers.ts';
import type { Problem } from '../../api/problem.ts';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { type CodeAsked, codeAskedBy, OfferedSecret, RecoveryCodes } from '../../second-factor/second-factor.tsx';
import { signedIn } from '../../session/session.ts';
import { useSignInMutation } from './api.ts';

const labels = { ...accountLabels, code: 'Code of your authenticator app' } as const;

export const SignInForm = () => {
  const [fields, setFields] = useState({ email: '', password: '', code: '' });
  const [asked, setAsked] = useState<CodeAsked>();
  const [entered, setEntered] = useState<SignedIn & { recoveryCodes: string[] }>();
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const [signIn] = useSignInMutation();
  const dispatch = useDispatch();
  const change = (change: Partial<typeof fields>) => setFields({ ...fields, ...change });
  const wrong = () => ({
    ...checkEmail(fields.email),
    ...check({ password: !fields.password && 'Enter your password', code: asked && !fields.code && 'Enter the code' }),
  });
  const submit = () =>
    send(wrong(), async () => {
      const { email, password, code } = fields;
      const answer = await signIn({ email, password, ...(asked ? { code } : {}) })
        .unwrap()
        .catch((problem: Problem) => {
          setAsked((before) => codeAskedBy(problem) ?? before);
          throw problem;
        });
      const { recoveryCodes, ...session } = answer;
      if (recoveryCodes) setEntered({ ...session, recoveryCodes });
      else dispatch(signedIn(session));
    });
  if (entered) {
    const { recoveryCodes, ...session } = entered;
    return <RecoveryCodes codes={recoveryCodes} onKept={() => dispatch(signedIn(session))} />;
  }
  return (
    <Form label="Sign in" prefix="sign-in" errors={errors} problem={problem} attempts={attempts} onSend={submit}>
      <TextField
        id="sign-in-email"
        label={labels.email}
        type="email"
        autoComplete="username"
        value={fields.email}
        error={errors.email}
        onType={(email) => change({ email })}
      />
      <TextField
        id="sign-in-password"
        label={labels.password}
        type="password"
        autoComplete="current-password"
        value={fields.password}
        error={errors.password}
        onType={(password) => change({ password })}
      />
      {asked?.offer && (
        <>
          <p>Your role needs a second factor.</p>
          <OfferedSecret offer={asked.offer} />
        </>
      )}
      {asked && (
        <TextField
          id="sign-in-code"
          label={labels.code}
          hint="Six digits. Without the app, one of your recovery codes."
          autoComplete="one-time-code"
          maxLength={20}
          value={fields.code}
          error={errors.code}
          onType={(code) => change({ code })}
        />
      )}
      <SendButton busy={busy} busyText="Signing in…">
        Sign in
      </SendButton>
    </Form>
  );
};
