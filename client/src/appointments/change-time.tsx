import { Link } from 'react-router';
import type { Appointment } from '../api/answers.ts';

/** The way to another time, as long as there is one. */
export const ChangeTime = ({ appointment, about }: { appointment: Appointment; about: string }) =>
  appointment.possible.includes('changeTime') && (
    <p>
      <Link className="button" to={`/appointments/${appointment.appointmentId}/time`}>
        Change the time<span className="only-read"> of {about}</span>
      </Link>
    </p>
  );
