import { formatInstant, formatMoment } from '@careconnect/domain/time/format.ts';
import { timeIn } from '@careconnect/domain/time/wall.ts';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { Appointment, DoctorsDay } from '../../api/answers.ts';
import { Answering } from '../../appointments/answering.tsx';
import { CancelledBecause } from '../../appointments/cancelled-because.tsx';
import { Cancelling } from '../../appointments/cancelling.tsx';
import { ChangeTime } from '../../appointments/change-time.tsx';
import { Status } from '../../appointments/status.tsx';
import { patientNameOf, visitTypeText } from '../../appointments/wording.ts';

type ListProps = { day: DoctorsDay; onDone: (news: string) => void };

export const DayList = ({ day: { appointments, zone }, onDone }: ListProps) => {
  const kept = appointments.filter(({ status }) => status !== 'CANCELLED').length;
  const waiting = appointments.filter(({ status }) => status === 'REQUESTED').length;
  return (
    <>
      <p className="quiet">
        {kept === 1 ? '1 visit' : `${kept} visits`}, times in {zone}
      </p>
      {waiting > 0 && (
        <p className="notice notice-warn">
          {waiting === 1 ? '1 request waits' : `${waiting} requests wait`} for an answer.
        </p>
      )}
      {appointments.length === 0 && (
        <div className="empty">
          <p>No visit is booked on this day.</p>
        </div>
      )}
      <ol className="day-list">
        {appointments.map((appointment) => (
          <DayItem key={appointment.appointmentId} appointment={appointment} onDone={onDone} />
        ))}
      </ol>
    </>
  );
};

/** What waits for an answer stands out, what is over stands back. */
const looks: Partial<Record<Appointment['status'], string>> = {
  REQUESTED: 'day-item-waiting',
  CANCELLED: 'day-item-off',
};

type ItemProps = { appointment: Appointment; onDone: ListProps['onDone'] };

const DayItem = ({ appointment, onDone }: ItemProps) => {
  const { appointmentId, time, endsAt, zone, status, notes, checkedInAt, expiresAt, possible } = appointment;
  const name = patientNameOf(appointment);
  const about = `the visit of ${name}, ${formatMoment(appointment)}`;
  const item = useRef<HTMLLIElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  // What was pressed is gone then: whoever uses the keyboard goes on with the same visit, but is not called back to it.
  const done = (news: string) => {
    onDone(`${name}, ${time}: ${news}`);
    const { activeElement } = document;
    if (activeElement === document.body || item.current?.contains(activeElement)) link.current?.focus();
  };
  return (
    <li className={`card day-item ${looks[status] ?? ''}`} ref={item}>
      <p className="day-time">
        <span className="strong">{time}</span> <span className="quiet">to {timeIn(zone, Date.parse(endsAt))}</span>
      </p>
      <div>
        <div className="appointment-head">
          <h3>
            <Link to={`/appointments/${appointmentId}`} ref={link}>
              {name}
            </Link>
          </h3>
          <Status status={status} />
        </div>
        <p>{visitTypeText(appointment)}</p>
        {notes && <p className="notes">{notes}</p>}
        {checkedInAt && status === 'CONFIRMED' && (
          <p className="quiet">Here since {timeIn(zone, Date.parse(checkedInAt))}</p>
        )}
        {expiresAt && <p className="quiet">Waits until {formatInstant(expiresAt, zone)}</p>}
        <CancelledBecause appointment={appointment} />
        <div className="doings">
          <Answering appointment={appointment} about={about} onDone={done} />
          <ChangeTime appointment={appointment} about={about} />
          {/* What was asked for is rejected. */}
          {!possible.includes('reject') && (
            <Cancelling
              appointment={appointment}
              about={about}
              onCancelled={() => done('The visit is cancelled. The patient gets a letter.')}
            />
          )}
        </div>
      </div>
    </li>
  );
};
