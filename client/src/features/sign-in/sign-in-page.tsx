import { useState } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { Link, Navigate, useLocation } from 'react-router';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { Page } from '../../parts/page.tsx';
import { afterSigningIn } from '../../session/home.ts';
import { selectUser, signedIn } from '../../session/session.ts';
import { wayBackIn } from '../../session/way-back.ts';
import { useSignInMutation } from './api.ts';

export const SignInPage = () => {
  const user = useSelector(selectUser);
  const { state } = useLocation();
  const back = wayBackIn(state);
  if (user) return <Navigate to={afterSigningIn(user, back)} replace />;
  return (
    <Page title="Sign in">
      <div className="narrow">
        {back?.expired && (
          <div className="notice" role="status">
            <p>For your safety you were signed out after a while. What you typed is kept.</p>
          </div>
        )}
        <SignInForm />
        <p className="aside">
          <Link to="/forgot-password">Forgot your password?</Link>
        </p>
        <p className="aside">
          New here?{' '}
          <Link to="/register" state={back}>
            Register
          </Link>
        </p>
      </div>
    </Page>
  );
};

const SignInForm = () => {
  const [fields, setFields] = useState({ email: '', password: '' });
  const { busy, attempts, errors, problem, send } = useSending(accountLabels);
  const [signIn] = useSignInMutation();
  const dispatch = useDispatch();
  const submit = () =>
    send(
      { ...checkEmail(fields.email), ...check({ password: !fields.password && 'Enter your password' }) },
      async () => {
        dispatch(signedIn(await signIn(fields).unwrap()));
      },
    );
  return (
    <Form label="Sign in" prefix="sign-in" errors={errors} problem={problem} attempts={attempts} onSend={submit}>
      <TextField
        id="sign-in-email"
        label={accountLabels.email}
        type="email"
        autoComplete="username"
        value={fields.email}
        error={errors.email}
        onType={(email) => setFields({ ...fields, email })}
      />
      <TextField
        id="sign-in-password"
        label={accountLabels.password}
        type="password"
        autoComplete="current-password"
        value={fields.password}
        error={errors.password}
        onType={(password) => setFields({ ...fields, password })}
      />
      <SendButton busy={busy} busyText="Signing in…">
        Sign in
      </SendButton>
    </Form>
  );
};
