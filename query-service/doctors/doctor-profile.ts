import type { Pool } from 'pg';
import { type DoctorRow, doctorColumns, doctorOf, selectDoctors } from './doctor.ts';

/** A doctor's public page, with all that bookings depend on, and the revision it shows; null when there is no such doctor. */
export const doctorProfile = async (pool: Pool, doctorId: string) => {
  const { rows } = await pool.query<DoctorRow & { revision: string | null }>({
    name: 'doctor-profile',
    text: `WITH shown AS (SELECT $1::uuid AS doctor_id)
           SELECT ${doctorColumns}, revision ${selectDoctors} WHERE profile IS NOT NULL`,
    values: [doctorId],
  });
  const [row] = rows;
  if (!row) return null;
  const { visitTypes, policy, windows } = row.schedule;
  const page = { ...doctorOf(row), visitTypes, policy, windows };
  return { page, revision: row.revision === null ? null : BigInt(row.revision) };
};
