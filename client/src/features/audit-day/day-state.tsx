import { Link } from 'react-router';
import { Status } from '../../appointments/status.tsx';
import type { ReplayedDay, ReplayedVisit } from './answers.ts';
import { endings, nameOf } from './changes.ts';

/** The visits and the blocked times, as they were then. */
export const DayState = ({ day: { visits, blocked } }: { day: ReplayedDay }) => (
  <section aria-labelledby="day-state" className="spaced">
    <h2 id="day-state">The day then</h2>
    {visits.length + blocked.length === 0 && <p className="empty">Nothing is on it.</p>}
    <ul className="cards">
      {visits.map((visit) => (
        <Visit key={visit.appointmentId} visit={visit} />
      ))}
      {blocked.map(({ blockId, from, to }) => (
        <li key={blockId} className="card">
          {from} to {to}: blocked
        </li>
      ))}
    </ul>
  </section>
);

const Visit = ({ visit }: { visit: ReplayedVisit }) => {
  const { appointmentId, time, zone, visitType, status, ended, left, checkedInAt, archived } = visit;
  const more = [
    ended && endings[ended],
    checkedInAt && 'the patient was there',
    left && `went to ${left.date}, ${left.time}`,
    archived && 'archived',
  ].filter((each) => typeof each === 'string');
  return (
    <li className="card appointment">
      <div className="appointment-head">
        <h3>
          {time} <span className="quiet">({zone})</span>
        </h3>
        <Status status={status} />
      </div>
      <p>
        <Link to={`/appointments/${appointmentId}`}>{nameOf(visit)}</Link>, {visitType}
      </p>
      {more.length > 0 && <p className="quiet">{more.join('; ')}</p>}
    </li>
  );
};
