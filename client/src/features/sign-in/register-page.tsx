import { useSelector } from 'react-redux';
import { Link, Navigate, useLocation } from 'react-router';
import { accountLabels, shortestPassword } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { Page } from '../../parts/page.tsx';
import { BirthFieldsOf, NameFields } from '../../patients/person.tsx';
import { afterSigningIn } from '../../session/home.ts';
import { selectUser } from '../../session/session.ts';
import { wayBackIn } from '../../session/way-back.ts';
import { useRegistration } from './use-registration.ts';

export const RegisterPage = () => {
  const user = useSelector(selectUser);
  const back = wayBackIn(useLocation().state);
  const registration = useRegistration();
  if (user && !registration.busy) return <Navigate to={afterSigningIn(user, back)} replace />;
  return (
    <Page title="Register" lead={<p>With an account you book and cancel visits, for yourself and for your family.</p>}>
      <div className="narrow">
        <RegisterForm {...registration} />
        <p className="aside">
          Already registered?{' '}
          <Link to="/sign-in" state={back}>
            Sign in
          </Link>
        </p>
      </div>
    </Page>
  );
};

const RegisterForm = ({
  fields,
  change,
  forMyself,
  setForMyself,
  submit,
  busy,
  attempts,
  errors,
  problem,
}: ReturnType<typeof useRegistration>) => (
  <Form
    label="Register"
    prefix="register"
    errors={errors}
    problem={problem}
    attempts={attempts}
    onSend={submit}
    help={<WhatNow />}
  >
    <NameFields prefix="register" fields={fields} errors={errors} change={change} own />
    <TextField
      id="register-email"
      label={accountLabels.email}
      hint="Confirmations of your visits go there."
      type="email"
      autoComplete="username"
      maxLength={254}
      value={fields.email}
      error={errors.email}
      onType={(email) => change({ email })}
    />
    <TextField
      id="register-password"
      label={accountLabels.password}
      hint={`At least ${shortestPassword} characters; a few words make a good one.`}
      type="password"
      autoComplete="new-password"
      value={fields.password}
      error={errors.password}
      onType={(password) => change({ password })}
    />
    <label className="tick">
      <input type="checkbox" checked={forMyself} onChange={(event) => setForMyself(event.target.checked)} />I will book
      visits for myself
    </label>
    {forMyself && <BirthFieldsOf prefix="register" fields={fields} errors={errors} change={change} own />}
    <SendButton busy={busy} busyText="Registering…">
      Register
    </SendButton>
  </Form>
);

const WhatNow = () => (
  <p>
    If you have an account already, <Link to="/sign-in">sign in</Link>.
  </p>
);
