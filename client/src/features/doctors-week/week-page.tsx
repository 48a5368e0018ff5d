import type { CalendarDate } from '@careconnect/domain/event.ts';
import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { addDays, isCalendarDate, weekdayOf } from '@careconnect/domain/time/wall.ts';
import { Link, useParams } from 'react-router';
import { patientNameOf } from '../../appointments/wording.ts';
import { LiveState } from '../../live/live-state.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { todayHere } from '../../parts/here.ts';
import { Page } from '../../parts/page.tsx';
import { useWeekQuery, type WeekDay, type WeekVisit } from './api.ts';

/** A doctor's week at a glance: who comes when, and a way to each day and each visit. */
export const WeekPage = () => {
  const { doctorId = '', date = '' } = useParams();
  if (!isUuid(doctorId) || (date && !isCalendarDate(date)))
    return (
      <Page title="There is no such week">
        <Link to="/">Find a doctor</Link>
      </Page>
    );
  const monday = mondayOf(date || todayHere());
  return <Week doctorId={doctorId.toLowerCase() as DoctorId} monday={monday} />;
};

const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - weekdayOf(date));

const Week = ({ doctorId, monday }: { doctorId: DoctorId; monday: CalendarDate }) => {
  const answer = useWeekQuery({ doctorId, monday }, { refetchOnMountOrArgChange: true });
  const to = (date: CalendarDate) => `/doctors/${doctorId}/week/${date}`;
  return (
    <Page title="The week" of={doctorId}>
      <nav aria-label="Weeks" className="day-nav">
        <Link to={to(addDays(monday, -7))}>‹ Previous week</Link>
        <Link to={`/doctors/${doctorId}/week`}>This week</Link>
        <Link to={to(addDays(monday, 7))}>Next week ›</Link>
      </nav>
      <section aria-labelledby="week">
        <h2 id="week" aria-live="polite">
          {formatDate(monday)} to {formatDate(addDays(monday, 6))}
        </h2>
        <LiveState />
        <Fetched answer={answer} what="the week" lines={7}>
          {({ today, days }) => (
            <>
              <p className="quiet">Times in {[...new Set(days.map(({ zone }) => zone))].join(' and ')}</p>
              <ol className="week">
                {days.map((day) => (
                  <Day key={day.date} doctorId={doctorId} day={day} isToday={day.date === today} />
                ))}
              </ol>
            </>
          )}
        </Fetched>
      </section>
    </Page>
  );
};

type DayProps = { doctorId: DoctorId; day: WeekDay; isToday: boolean };

const Day = ({ doctorId, day: { date, visits }, isToday }: DayProps) => (
  <li className="card week-day">
    <h3>
      <Link to={`/doctors/${doctorId}/day/${date}`} aria-current={isToday ? 'date' : undefined}>
        <span aria-hidden="true">{shortDate(date)}</span>
        <span className="only-read">
          {formatDate(date)}, {visits.length === 1 ? '1 visit' : `${visits.length} visits`}
        </span>
      </Link>
    </h3>
    {visits.length === 0 ? (
      <p className="quiet">No visit</p>
    ) : (
      <ul>
        {visits.map((visit) => (
          <Visit key={visit.appointmentId} visit={visit} />
        ))}
      </ul>
    )}
  </li>
);

const Visit = ({ visit }: { visit: WeekVisit }) => {
  const { appointmentId, from, to, status, visitType } = visit;
  return (
    <li className={waiting[status] ? 'week-visit week-waiting' : 'week-visit'}>
      <Link to={`/appointments/${appointmentId}`}>
        {from} {patientNameOf(visit)}
      </Link>
      <span className="quiet">
        {[visitType, `to ${to}`, waiting[status]].filter((part) => part !== null && part !== undefined).join(', ')}
      </span>
    </li>
  );
};

const waiting: Partial<Record<WeekVisit['status'], string>> = {
  REQUESTED: 'waits for an answer',
  PENDING: 'waits for payment',
};

/** "Tue 24 Nov" */
const shortDate = (date: CalendarDate): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(`${date}T12:00Z`))
    .replace(',', '');
