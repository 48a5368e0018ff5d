import { useSelector } from 'react-redux';
import { Navigate, Outlet, useLocation } from 'react-router';
import { selectUser } from '../session/session.ts';
import { wayBackFrom } from '../session/way-back.ts';

/** Pages for somebody known; everybody else signs in first and then comes here. */
export const SignedInOnly = () => {
  const user = useSelector(selectUser);
  const location = useLocation();
  return user ? <Outlet /> : <Navigate to="/sign-in" replace state={wayBackFrom(location)} />;
};
