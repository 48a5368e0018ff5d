import { useEffect, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useMyAppointmentsInfiniteQuery, type When } from './api.ts';
import { AppointmentItem } from './appointment-item.tsx';

export const AppointmentsPage = () => {
  const [params] = useSearchParams();
  const when: When = params.get('when') === 'past' ? 'past' : 'upcoming';
  const [done, setDone] = useJustDone();
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
      <div role="status">
        {done && (
          <div className="notice notice-good">
            <p>{done}</p>
          </div>
        )}
      </div>
      <List
        key={when}
        when={when}
        onCancelled={() => setDone('The visit is cancelled. A letter about it is on its way.')}
      />
    </Page>
  );
};

/** What was done just now: booking leads here and says so. Going elsewhere ends it. */
const useJustDone = () => {
  const { state, key } = useLocation();
  const booked = typeof state === 'object' && state !== null && 'booked' in state;
  const [done, setDone] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each coming to this page is told anew
  useEffect(() => setDone(booked ? 'Your visit is booked. A confirmation is on its way by e-mail.' : ''), [key]);
  return [done, setDone] as const;
};

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
