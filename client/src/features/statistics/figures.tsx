import { formatDate, formatMoney, formatMonth } from '@careconnect/domain/time/format.ts';
import { Fragment } from 'react';
import { Status } from '../../appointments/status.tsx';
import type { Statistics } from './api.ts';
import { Counts } from './counts.tsx';

const roleNames = { PATIENT: 'Patients', DOCTOR: 'Doctors', ADMIN: 'Admins', AUDITOR: 'Auditors' };

export const Figures = ({ statistics }: { statistics: Statistics }) => {
  const { users, appointments, byStatus, byDay, bySpecialization, revenue } = statistics;
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
    </>
  );
};

/** More days than anybody reads are told by month. */
const mostDays = 92;

const ByTime = ({ byDay }: Pick<Statistics, 'byDay'>) => {
  const byMonth = byDay.length > mostDays;
  return (
    <Counts
      title={byMonth ? 'By month' : 'By day'}
      of={byMonth ? 'Month' : 'Day'}
      more={['Cancelled', 'No-shows']}
      rows={(byMonth ? monthsIn(byDay) : byDay).map(({ date, appointments, cancelled, noShows }) => ({
        key: date,
        name: byMonth ? formatMonth(date) : formatDate(date),
        counts: [appointments, cancelled, noShows],
      }))}
    />
  );
};

/** Each dated by the first of its days that was asked for. */
const monthsIn = (byDay: Statistics['byDay']): Statistics['byDay'] => {
  const months = new Map<string, Statistics['byDay'][number]>();
  for (const day of byDay) {
    const month = day.date.slice(0, 7);
    const { date, appointments, cancelled, noShows } = months.get(month) ?? { ...day, ...nothing };
    months.set(month, {
      date,
      appointments: appointments + day.appointments,
      cancelled: cancelled + day.cancelled,
      noShows: noShows + day.noShows,
    });
  }
  return [...months.values()];
};

const nothing = { appointments: 0, cancelled: 0, noShows: 0 };

const percentText = (percent: number | null): string => (percent === null ? 'nothing to count yet' : `${percent} %`);
