import { useSelector } from 'react-redux';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Waiting } from '../parts/waiting.tsx';
import { type Session, selectUser } from '../session/session.ts';
import { wayBackFrom } from '../session/way-back.ts';

/** Pages for somebody known; everybody else signs in first and then comes here. */
export const SignedInOnly = () => {
  const user = useSelector(selectUser);
  const location = useLocation();
  const resuming = useSelector(({ session }: { session: Session }) => session.is === 'Resuming');
  if (resuming) return <Waiting what="your account" />;
  return user ? <Outlet /> : <Navigate to="/sign-in" replace state={wayBackFrom(location)} />;
};
