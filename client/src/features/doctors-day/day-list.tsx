import { formatMoment } from '@careconnect/domain/time/format.ts';
import { timeIn } from '@careconnect/domain/time/wall.ts';
import { Link } from 'react-router';
import type { Appointment, DoctorsDay } from '../../api/answers.ts';
import { CancelledBecause } from '../../appointments/cancelled-because.tsx';
import { Cancelling } from '../../appointments/cancelling.tsx';
import { Status } from '../../appointments/status.tsx';
import { patientNameOf, visitTypeText } from '../../appointments/wording.ts';

type ListProps = { day: DoctorsDay; onCancelled: () => void };

export const DayList = ({ day: { appointments, zone }, onCancelled }: ListProps) => {
  const kept = appointments.filter(({ status }) => status !== 'CANCELLED').length;
  return (
    <>
      <p className="quiet">
        {kept === 1 ? '1 visit' : `${kept} visits`}, times in {zone}
      </p>
      {appointments.length === 0 && (
        <div className="empty">
          <p>No visit is booked on this day.</p>
        </div>
      )}
      <ol className="day-list">
        {appointments.map((appointment) => (
          <DayItem key={appointment.appointmentId} appointment={appointment} onCancelled={onCancelled} />
        ))}
      </ol>
    </>
  );
};

const DayItem = ({ appointment, onCancelled }: { appointment: Appointment; onCancelled: () => void }) => {
  const { appointmentId, time, endsAt, zone, status, notes } = appointment;
  const name = patientNameOf(appointment);
  return (
    <li className={status === 'CANCELLED' ? 'card day-item day-item-off' : 'card day-item'}>
      <p className="day-time">
        <span className="strong">{time}</span> <span className="quiet">to {timeIn(zone, Date.parse(endsAt))}</span>
      </p>
      <div>
        <div className="appointment-head">
          <h3>
            <Link to={`/appointments/${appointmentId}`}>{name}</Link>
          </h3>
          <Status status={status} />
        </div>
        <p>{visitTypeText(appointment)}</p>
        {notes && <p className="notes">{notes}</p>}
        <CancelledBecause appointment={appointment} />
        <Cancelling
          appointment={appointment}
          about={`the visit of ${name}, ${formatMoment(appointment)}`}
          onCancelled={onCancelled}
        />
      </div>
    </li>
  );
};
