import type { Pool } from 'pg';
import { type DoctorRow, doctorOf } from './doctor.ts';

/** A doctor's public page, with all that bookings depend on; null when there is no such doctor. */
export const doctorProfile = async (pool: Pool, doctorId: string) => {
  const { rows } = await pool.query<DoctorRow>({
    name: 'doctor-profile',
    text: `SELECT doctor_id, name, profile, schedule
             FROM read.doctor_details JOIN app_users ON user_id = doctor_id
            WHERE doctor_id = $1 AND profile IS NOT NULL`,
    values: [doctorId],
  });
  const [row] = rows;
  if (!row) return null;
  const { visitTypes, policy, windows } = row.schedule;
  return { ...doctorOf(row), visitTypes, policy, windows };
};
