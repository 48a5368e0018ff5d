import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatDate, formatMoney, formatMonth } from '@careconnect/domain/time/format.ts';
import { Fragment } from 'react';
import { Status } from '../../appointments/status.tsx';
import type { Statistics } from './api.ts';
import { Counts } from './counts.tsx';

const roleNames = { PATIENT: 'Patients', DOCTOR: 'Doctors', ADMIN: 'Admins', AUDITOR: 'Auditors' };

export const Figures = ({ statistics }: { statistics: Statistics }) => {
  const { users, appointments, byStatus, byDay, peopleByDay, bySpecialization, revenue } = statistics;
  const { cancelledPercent, noShowPercent, utilisationPercent } = statistics;
  return (
    <>
      <section className="card" aria-labelledby="at-a-glance">
        <h2 id="at-a-glance">At a glance</h2>
        <dl className="facts">
          <dt>Appointments</dt>
          <dd>{appointments}</dd>
          <dt>Cancelled</dt>
          <dd>{percentText(cancelledPercent)}</dd>
          <dt>No-shows</dt>
          <dd>{percentText(noShowPercent)}</dd>
          <dt>Working hours in use</dt>
          <dd>{percentText(utilisationPercent)}</dd>
          {revenue.map(({ currency, received, refunded }) => (
            <Fragment key={currency}>
              <dt>Paid in advance, {currency}</dt>
              <dd>
                {formatMoney({ amount: received, currency })}, of which {formatMoney({ amount: refunded, currency })}{' '}
                went back
              </dd>
            </Fragment>
          ))}
          {users.map(({ role, users }) => (
            <Fragment key={role}>
              <dt>{roleNames[role]}</dt>
              <dd>{users}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
      {appointments === 0 ? (
        <div className="empty">
          <p>No visit lies on these days.</p>
        </div>
      ) : (
        <>
          <Counts
            title="By status"
            of="Status"
            rows={byStatus.map(({ status, appointments }) => ({
              key: status,
              name: <Status status={status} />,
              counts: [appointments],
            }))}
          />
          <Counts
            title="By specialization"
            of="Specialization"
            rows={bySpecialization.map(({ specialization, appointments }) => ({
              key: specialization,
              name: specialization,
              counts: [appointments],
            }))}
          />
          <ByTime byDay={byDay} />
        </>
      )}
      <PeopleByTime
        what="Accounts"
        days={peopleByDay.map(({ date, newUsers, users }) => ({ date, made: newUsers, all: users }))}
      />
      <PeopleByTime
        what="Doctors"
        days={peopleByDay.map(({ date, newDoctors, doctors }) => ({ date, made: newDoctors, all: doctors }))}
      />
    </>
  );
};

/** More days than anybody reads are told by month. */
const mostDays = 92;

type Dated = { date: CalendarDate };

/** The days, or else their months; each month is dated by the first of its days that was asked for. */
const stretchesOf = <Day extends Dated>(days: readonly Day[]): { name: string; days: Day[] }[] => {
  if (days.length <= mostDays) return days.map((day) => ({ name: formatDate(day.date), days: [day] }));
  const months = new Map<string, Day[]>();
  for (const day of days) {
    const name = formatMonth(day.date);
    months.get(name)?.push(day) ?? months.set(name, [day]);
  }
  return [...months].map(([name, days]) => ({ name, days }));
};

const by = (days: readonly Dated[]): 'month' | 'day' => (days.length > mostDays ? 'month' : 'day');
const sum = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const ByTime = ({ byDay }: Pick<Statistics, 'byDay'>) => (
  <Counts
    title={`By ${by(byDay)}`}
    of={by(byDay) === 'month' ? 'Month' : 'Day'}
    counted={['Appointments', 'Cancelled', 'No-shows']}
    rows={stretchesOf(byDay).map(({ name, days }) => ({
      ...{ key: name, name },
      counts: [
        sum(days.map(({ appointments }) => appointments)),
        sum(days.map(({ cancelled }) => cancelled)),
        sum(days.map(({ noShows }) => noShows)),
      ],
    }))}
  />
);

type PeopleProps = { what: string; days: (Dated & { made: number; all: number })[] };

/** How many were made, and how many there were at its end. */
const PeopleByTime = ({ what, days }: PeopleProps) => (
  <Counts
    title={`${what} by ${by(days)} (UTC)`}
    of={by(days) === 'month' ? 'Month' : 'Day'}
    counted={['New', 'In all']}
    rows={stretchesOf(days).map(({ name, days }) => ({
      ...{ key: name, name },
      counts: [sum(days.map(({ made }) => made)), days.at(-1)?.all ?? 0],
    }))}
  />
);

const percentText = (percent: number | null): string => (percent === null ? 'nothing to count yet' : `${percent} %`);
