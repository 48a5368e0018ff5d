import { formatMoment } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { CancelledBecause } from '../../appointments/cancelled-because.tsx';
import { Cancelling } from '../../appointments/cancelling.tsx';
import { ChangeTime } from '../../appointments/change-time.tsx';
import { Status } from '../../appointments/status.tsx';
import { patientNameOf, visitTypeText } from '../../appointments/wording.ts';
import { PayNow } from '../../payments/pay-now.tsx';

type ItemProps = { appointment: Appointment; onCancelled: () => void };

export const AppointmentItem = ({ appointment, onCancelled }: ItemProps) => {
  const { appointmentId, doctorName, specialization, address, status, payment, zone } = appointment;
  const moment = formatMoment(appointment);
  return (
    <li className="card appointment">
      <div className="appointment-head">
        <h2>{moment}</h2>
        <Status status={status} />
      </div>
      <p>
        <span className="strong">{doctorName}</span>, {specialization}
      </p>
      <p className="quiet">{address}</p>
      <p>
        {visitTypeText(appointment)}, for {patientNameOf(appointment)}
      </p>
      <CancelledBecause appointment={appointment} />
      {status === 'PENDING' && payment && <PayNow payment={payment} zone={zone} about={`the visit on ${moment}`} />}
      <p>
        <Link to={`/appointments/${appointmentId}`}>
          Details and history<span className="only-read"> of the visit on {moment}</span>
        </Link>
      </p>
      <div className="doings">
        <ChangeTime appointment={appointment} about={`the visit on ${moment}`} />
        <Cancelling appointment={appointment} about={`the visit on ${moment}`} onCancelled={onCancelled} />
      </div>
    </li>
  );
};
