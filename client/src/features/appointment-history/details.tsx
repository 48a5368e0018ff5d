import { formatMoment } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { CancelledBecause } from '../../appointments/cancelled-because.tsx';
import { Status } from '../../appointments/status.tsx';
import { patientNameOf, visitTypeText } from '../../appointments/wording.ts';

export const Details = ({ appointment }: { appointment: Appointment }) => {
  const { doctorId, doctorName, specialization, address, status, notes } = appointment;
  return (
    <section className="card appointment" aria-label="Details">
      <div className="appointment-head">
        <h2>{formatMoment(appointment)}</h2>
        <Status status={status} />
      </div>
      <CancelledBecause appointment={appointment} />
      <dl className="facts">
        <dt>Doctor</dt>
        <dd>
          <Link to={`/doctors/${doctorId}`}>{doctorName}</Link>, {specialization}
        </dd>
        <dt>Address</dt>
        <dd>{address}</dd>
        <dt>Patient</dt>
        <dd>{patientNameOf(appointment)}</dd>
        <dt>Visit</dt>
        <dd>{visitTypeText(appointment)}</dd>
        {notes && (
          <>
            <dt>Notes</dt>
            <dd className="notes">{notes}</dd>
          </>
        )}
      </dl>
    </section>
  );
};
