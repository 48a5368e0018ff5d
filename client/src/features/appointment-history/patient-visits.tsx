import type { AppointmentId } from '@careconnect/domain/ids.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { isMissing } from '../../api/problem.ts';
import { Status } from '../../appointments/status.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { selectUser } from '../../session/session.ts';
import { type PatientVisit, usePatientVisitsInfiniteQuery } from './api.ts';

/** The patient's other visits at this practice, for whoever treats them, and admins. */
export const PatientVisits = ({ appointmentId }: { appointmentId: AppointmentId }) => {
  const answer = usePatientVisitsInfiniteQuery(appointmentId);
  const others = itemsOf(answer.currentData).filter((visit) => visit.appointmentId !== appointmentId);
  // Of a cancelled visit nobody is the patient any more.
  if (isMissing(answer.error)) return null;
  return (
    <section aria-labelledby="patient-visits" className="spaced">
      <h2 id="patient-visits">Other visits of this patient</h2>
      <Fetched answer={answer} what="the other visits" lines={3}>
        {() =>
          others.length === 0 && !answer.hasNextPage ? (
            <p className="empty">There is no other.</p>
          ) : (
            <ul className="cards">
              {others.map((visit) => (
                <Visit key={visit.appointmentId} visit={visit} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="visits" />
    </section>
  );
};

const Visit = ({ visit }: { visit: PatientVisit }) => {
  const { appointmentId, doctorId, doctorName, specialization, visitType, startsAt, zone, status, doctorNotes } = visit;
  const user = useSelector(selectUser);
  const moment = formatInstant(startsAt, zone);
  // What a patient has with another doctor stays between the two.
  const opens = user?.role === 'ADMIN' || user?.userId === (doctorId as string);
  return (
    <li className="card appointment">
      <div className="appointment-head">
        <h3>{opens ? <Link to={`/appointments/${appointmentId}`}>{moment}</Link> : moment}</h3>
        <Status status={status} />
      </div>
      <p>
        {visitType ?? 'Visit'}, {doctorName}, {specialization}
      </p>
      {doctorNotes && <p className="notes">{doctorNotes}</p>}
    </li>
  );
};
