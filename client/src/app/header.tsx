import { assertNever } from '@careconnect/domain/assert-never.ts';
import { useDispatch, useSelector } from 'react-redux';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import type { SignedIn } from '../api/answers.ts';
import { useSignOutMutation } from '../session/api.ts';
import { homeOf } from '../session/home.ts';
import { type Session, selectUser, signedOut } from '../session/session.ts';
import { wayBackFrom, wayBackIn } from '../session/way-back.ts';
import { type Groups, Menus } from './menus.tsx';

type User = SignedIn['user'];

export const Header = () => {
  const user = useSelector(selectUser);
  const resuming = useSelector(({ session }: { session: Session }) => session.is === 'Resuming');
  return (
    <header>
      <Link to="/" className="brand">
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M14 8h4v6h6v4h-6v6h-4v-6H8v-4h6z" />
        </svg>
        CareConnect
      </Link>
      <nav aria-label="Main">
        <NavLink to="/" end>
          Find a doctor
        </NavLink>
        {user && <OwnPages user={user} />}
      </nav>
      <div className="account">{user ? <SignOut user={user} /> : !resuming && <WaysIn />}</div>
    </header>
  );
};

const ofAdmins: Groups = {
  'My visits': { 'My appointments': '/appointments', 'My payments': '/payments', 'People I book for': '/people' },
  Clinic: { 'All appointments': '/clinic/appointments', Refunds: '/clinic/refunds', Statistics: '/statistics' },
  People: {
    Accounts: '/accounts',
    Messages: '/messages',
    Letters: '/clinic/letters',
  },
  Operation: { System: '/system', Backups: '/backups', Journal: '/audit' },
};

const OwnPages = ({ user }: { user: User }) => {
  const { pathname } = useLocation();
  switch (user.role) {
    case 'PATIENT':
      return (
        <>
          <NavLink to="/appointments">My appointments</NavLink>
          <NavLink to="/payments">My payments</NavLink>
          <NavLink to="/people">People</NavLink>
        </>
      );
    case 'ADMIN':
      return <Menus key={pathname} groups={ofAdmins} />;
    case 'DOCTOR':
      return (
        <>
          <NavLink to={homeOf(user)}>My day</NavLink>
          <NavLink to={`/doctors/${user.userId}/week`}>My week</NavLink>
          <NavLink to={`/doctors/${user.userId}/schedule`}>My schedule</NavLink>
          <NavLink to={`/doctors/${user.userId}/month`}>My month</NavLink>
          <NavLink to={`/doctors/${user.userId}/profile`}>My profile</NavLink>
        </>
      );
    case 'AUDITOR':
      return (
        <>
          <NavLink to={homeOf(user)}>Journal</NavLink>
          <NavLink to="/backups">Backups</NavLink>
        </>
      );
    default:
      return assertNever(user.role);
  }
};

const SignOut = ({ user }: { user: User }) => {
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const [signOut, { isLoading }] = useSignOutMutation();
  const leave = async () => {
    // First away from a page that only somebody known may see, for that one would ask to sign in.
    await navigate('/', { flushSync: true });
    // Whatever comes of it: who wants to leave is not held here.
    await signOut();
    dispatch(signedOut());
  };
  return (
    <>
      <NavLink to="/account" className="who">
        {user.name}
      </NavLink>
      <button type="button" className="button-quiet" aria-disabled={isLoading} onClick={leave}>
        Sign out
      </button>
    </>
  );
};

const WaysIn = () => {
  const location = useLocation();
  const state = wayBackIn(location.state) ?? wayBackFrom(location);
  return (
    <>
      <NavLink to="/sign-in" state={state}>
        Sign in
      </NavLink>
      <NavLink to="/register" state={state}>
        Register
      </NavLink>
    </>
  );
};
