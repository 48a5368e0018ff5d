import { useSelector } from 'react-redux';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import type { Session } from '../session/session.ts';
import { wayBackFrom } from '../session/way-back.ts';
import { Header } from './header.tsx';
import { Offline } from './offline.tsx';

/** What stands around every page. */
export const Frame = () => (
  <>
    <a className="skip" href="#main">
      Skip to the content
    </a>
    <Header />
    <Offline />
    <main id="main" tabIndex={-1}>
      <PageOrSignIn />
    </main>
    <footer>
      <p>
        <Link to="/contact">Contact the clinic</Link>
      </p>
      <p>CareConnect · In an emergency, call your local emergency number.</p>
    </footer>
  </>
);

const waysIn = ['/sign-in', '/register', '/forgot-password', '/new-password', '/invitation', '/verify-email'];

/** When the session runs out, the way leads to signing in and back to where one was. */
const PageOrSignIn = () => {
  const expired = useSelector(({ session }: { session: Session }) => session.is === 'Expired');
  const location = useLocation();
  const entering = waysIn.includes(location.pathname);
  return expired && !entering ? <Navigate to="/sign-in" replace state={wayBackFrom(location, true)} /> : <Outlet />;
};
