import { formatMoment } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { CancelledBecause } from '../../appointments/cancelled-because.tsx';
import { Status } from '../../appointments/status.tsx';
import { patientNameOf, visitTypeText } from '../../appointments/wording.ts';
import { addressOf, type Filters } from './filters.ts';

type ItemProps = { appointment: Appointment; filters: Filters };

export const AppointmentItem = ({ appointment, filters }: ItemProps) => {
  const { appointmentId, doctorId, doctorName, specialization, patientId, status } = appointment;
  const patientName = patientNameOf(appointment);
  const moment = formatMoment(appointment);
  return (
    <li className="card appointment">
      <div className="appointment-head">
        <h2>{moment}</h2>
        <Status status={status} />
      </div>
      <p>
        <Link to={addressOf({ ...filters, doctorId })} aria-label={`Only visits with ${doctorName}`}>
          {doctorName}
        </Link>
        , {specialization}
      </p>
      <p>
        {visitTypeText(appointment)}, for{' '}
        <Link to={addressOf({ ...filters, patientId })} aria-label={`Only visits of ${patientName}`}>
          {patientName}
        </Link>
      </p>
      <CancelledBecause appointment={appointment} />
      <p>
        <Link to={`/appointments/${appointmentId}`}>
          Details and history
          <span className="only-read">
            {' '}
            of the visit of {patientName} on {moment}
          </span>
        </Link>
      </p>
    </li>
  );
};
