import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { type AppointmentRow, appointmentOf, selectShown } from './appointment.ts';
import { visible } from './visible.ts';

export type AppointmentWanted = { appointmentId: string; userId: string; role: Role; now: Instant };

/** Undefined when there is none, or it is none of theirs. */
export const findAppointment = async (pool: Pool, { appointmentId, userId, role, now }: AppointmentWanted) => {
  const { rows } = await pool.query<AppointmentRow>({
    name: 'appointment',
    text: `WITH shown AS (SELECT * FROM read.appointment_details WHERE appointment_id = $1 AND ${visible})
           ${selectShown}`,
    values: [appointmentId, userId, role],
  });
  return rows.map(appointmentOf(role, now))[0];
};
