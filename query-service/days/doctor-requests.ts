import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { type AppointmentRow, appointmentOf, selectShown } from '../appointments/appointment.ts';
import { ownPlan } from '../doctors/own-plan.ts';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';

type Wanted = { doctorId: string; userId: string; role: Role; now: Instant; limit: number; after?: string };

/** What waits for the doctor's answer on whatever day, the earliest visit first; null when it is no doctor, or not the one who asks. */
export const doctorRequests = async (pool: Pool, { doctorId, userId, role, now, limit, after }: Wanted) => {
  if (!(await ownPlan(pool, { doctorId, userId, role }))) return null;
  const [startsAt, appointmentId] = keysAfter(after, ['instant', 'id'], ['0001-01-01T00:00:00.000Z', firstId]);
  const { rows } = await pool.query<AppointmentRow>({
    name: 'doctor-requests',
    text: sql,
    values: [doctorId, startsAt, appointmentId, limit + 1],
  });
  const keys = ({ starts_at, appointment_id }: AppointmentRow) => [starts_at, appointment_id];
  return pageOf(rows, limit, keys, appointmentOf(role, now));
};

// Few wait at a time, and those have an index of their own.
const sql = `
  WITH shown AS (
    SELECT * FROM read.appointment_details
     WHERE doctor_id = $1 AND status = 'REQUESTED' AND (starts_at, appointment_id) > ($2::timestamptz, $3::uuid)
     ORDER BY starts_at, appointment_id LIMIT $4
  )
  ${selectShown} ORDER BY more.starts_at, a.appointment_id`;
