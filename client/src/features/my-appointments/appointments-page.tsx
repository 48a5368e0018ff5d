import { isUuid } from '@careconnect/domain/ids.ts';
import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { LiveState } from '../../live/live-state.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useMyAppointmentsInfiniteQuery, type When } from './api.ts';
import { AppointmentItem } from './appointment-item.tsx';

export const AppointmentsPage = () => {
  const [params] = useSearchParams();
  const when: When = params.get('when') === 'past' ? 'past' : 'upcoming';
  const { state, key } = useLocation();
  // News of this coming to the page: going elsewhere ends it.
  const [cancelledAt, setCancelledAt] = useState('');
  return (
    <Page title="My appointments">
      <nav aria-label="Appointments" className="tabs">
        <Link to="/appointments" aria-current={when === 'upcoming' ? 'page' : undefined}>
          Upcoming
        </Link>
        <Link to="/appointments?when=past" aria-current={when === 'past' ? 'page' : undefined}>
          Past
        </Link>
      </nav>
      <LiveState />
      <div role="status">
        {cancelledAt === key ? <Cancelled /> : <Booked appointmentId={bookedIn(state)} unpaid={isUnpaid(state)} />}
      </div>
      <List key={when} when={when} onCancelled={() => setCancelledAt(key)} />
    </Page>
  );
};

const Cancelled = () => (
  <div className="notice notice-good">
    <p>The visit is cancelled. A letter about it is on its way.</p>
  </div>
);

const Booked = ({ appointmentId, unpaid }: { appointmentId: string | undefined; unpaid: boolean }) =>
  appointmentId && (
    <div className="notice notice-good">
      <p>
        {unpaid
          ? 'The time is held for you. Your visit is confirmed once it is paid.'
          : 'Your visit is booked. A confirmation is on its way by e-mail.'}{' '}
        <Link to={`/appointments/${appointmentId}`}>See the visit</Link>
      </p>
    </div>
  );

const isUnpaid = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'status' in state && state.status === 'PENDING';

/** Booking leads here and tells what it booked. */
const bookedIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'booked' in state && isUuid(state.booked) ? state.booked : undefined;

const List = ({ when, onCancelled }: { when: When; onCancelled: () => void }) => {
  const answer = useMyAppointmentsInfiniteQuery(when, { refetchOnMountOrArgChange: true });
  const appointments = itemsOf(answer.currentData);
  return (
    <>
      <Fetched answer={answer} what="appointments" lines={6}>
        {() =>
          appointments.length === 0 ? (
            <div className="empty">
              <p>{when === 'past' ? 'No visit lies in the past.' : 'You have no visit ahead.'}</p>
              <Link className="button" to="/">
                Find a doctor
              </Link>
            </div>
          ) : (
            <ul className="cards">
              {appointments.map((appointment) => (
                <AppointmentItem key={appointment.appointmentId} appointment={appointment} onCancelled={onCancelled} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="appointments" />
    </>
  );
};
