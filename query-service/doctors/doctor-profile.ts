import type { Window } from '@careconnect/domain/doctor/events.ts';
import { hoursOn, todayOf } from '@careconnect/domain/doctor/plan.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { type DoctorRow, doctorColumns, doctorOf, selectDoctors } from './doctor.ts';

/** A doctor's public page, with all that bookings depend on, and the revision it shows; null when there is no such doctor. */
export const doctorProfile = async (pool: Pool, doctorId: string, now: Instant) => {
  const { rows } = await pool.query<DoctorRow & { revision: string | null }>({
    name: 'doctor-profile',
    text: `WITH shown AS (SELECT $1::uuid AS doctor_id)
           SELECT ${doctorColumns}, revision ${selectDoctors} WHERE profile IS NOT NULL`,
    values: [doctorId],
  });
  const [row] = rows;
  if (!row) return null;
  const { visitTypes, policy } = row.plan;
  const windows = hoursOn(row.plan, todayOf(row.plan, now)) as Window[];
  const page = { ...doctorOf(row, now), visitTypes, policy, windows };
  return { page, revision: row.revision === null ? null : BigInt(row.revision) };
};
