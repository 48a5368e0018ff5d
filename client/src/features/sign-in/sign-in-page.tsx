import { useSelector } from 'react-redux';
import { Link, Navigate, useLocation } from 'react-router';
import { Page } from '../../parts/page.tsx';
import { afterSigningIn } from '../../session/home.ts';
import { selectUser } from '../../session/session.ts';
import { wayBackIn } from '../../session/way-back.ts';
import { SignInForm } from './sign-in-form.tsx';

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
