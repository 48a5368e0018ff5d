import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { Link, useParams } from 'react-router';
import { Fetched } from '../../parts/fetched.tsx';
import { todayHere } from '../../parts/here.ts';
import { Page } from '../../parts/page.tsx';
import { type Overview, useOverviewQuery } from './api.ts';
import { monthAfter, monthBefore, monthIn, weeksOf } from './weeks.ts';

/** A doctor's month, week by week: how full each day is, and a way to it. */
export const MonthPage = () => {
  const { doctorId = '', month = '' } = useParams();
  if (!isUuid(doctorId) || (month && !monthIn(month)))
    return (
      <Page title="There is no such month">
        <Link to="/">Find a doctor</Link>
      </Page>
    );
  return <Month doctorId={doctorId.toLowerCase() as DoctorId} month={month || todayHere().slice(0, 7)} />;
};

const Month = ({ doctorId, month }: { doctorId: DoctorId; month: string }) => {
  const answer = useOverviewQuery({ doctorId, ...weeksOf(month) }, { refetchOnMountOrArgChange: true });
  const to = (month: string) => `/doctors/${doctorId}/month/${month}`;
  return (
    <Page title="The month" of={doctorId}>
      <section aria-labelledby="month">
        <nav aria-label="Months" className="day-nav">
          <Link to={to(monthBefore(month))}>‹ Previous month</Link>
          <Link to={`/doctors/${doctorId}/day`}>Today</Link>
          <Link to={to(monthAfter(month))}>Next month ›</Link>
        </nav>
        <h2 id="month" aria-live="polite">
          {new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
            new Date(`${month}-15T00:00Z`),
          )}
        </h2>
        <Fetched answer={answer} what="the month" lines={6}>
          {(overview) => <Weeks doctorId={doctorId} overview={overview} />}
        </Fetched>
      </section>
    </Page>
  );
};

const Weeks = ({ doctorId, overview: { today, days } }: { doctorId: DoctorId; overview: Overview }) => (
  <ol className="month">
    {days.map(({ date, counts }) => {
      const of = (wanted: string[]): number =>
        counts.filter(({ status }) => wanted.includes(status)).reduce((sum, { appointments }) => sum + appointments, 0);
      const [waiting, kept] = [of(['REQUESTED', 'PENDING']), of(['CONFIRMED', 'COMPLETED'])];
      return (
        <li key={date} className="month-day">
          <Link to={`/doctors/${doctorId}/day/${date}`} aria-current={date === today ? 'date' : undefined}>
            <span aria-hidden="true">{Number(date.slice(8))}</span>
            <span className="only-read">{formatDate(date)}</span>
          </Link>
          {kept > 0 && <span>{kept === 1 ? '1 visit' : `${kept} visits`}</span>}
          {waiting > 0 && <span className="month-waiting">{waiting} waiting</span>}
        </li>
      );
    })}
  </ol>
);
