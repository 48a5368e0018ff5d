import { useSelector } from 'react-redux';
import { Link, useLocation } from 'react-router';
import { selectUser } from '../../session/session.ts';
import { wayBackFrom } from '../../session/way-back.ts';
import { BookingForm } from './booking-form.tsx';
import type { BookingProps } from './steps.ts';

export const BookingStep = (props: BookingProps) => {
  const user = useSelector(selectUser);
  return (
    <section className="step" aria-labelledby="who">
      <h2 id="who">Who is the visit for?</h2>
      {!user && <SignInFirst />}
      {user && mayBook(user.role) && <BookingForm {...props} />}
      {user && !mayBook(user.role) && <p>Visits are booked with a patient's account.</p>}
    </section>
  );
};

const mayBook = (role: string): boolean => role === 'PATIENT' || role === 'ADMIN';

const SignInFirst = () => {
  const state = wayBackFrom(useLocation());
  return (
    <>
      <p>Sign in to finish. The time you chose stays chosen, but it is held for you only once you book.</p>
      <p className="buttons">
        <Link className="button button-main" to="/sign-in" state={state}>
          Sign in
        </Link>
        <Link className="button" to="/register" state={state}>
          Register
        </Link>
      </p>
    </>
  );
};
