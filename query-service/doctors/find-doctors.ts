import type { Pool } from 'pg';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';
import { type DoctorRow, doctorOf } from './doctor.ts';

export type DoctorsWanted = { text?: string; specialization?: string; limit: number; after?: string };

/** Doctors by name. Each word of the text begins a word of their name, specialization, degree or address. */
export const findDoctors = async (pool: Pool, { text, specialization, limit, after }: DoctorsWanted) => {
  const [sortKey, doctorId] = keysAfter(after, ['text', 'id'], ['', firstId]);
  const values: unknown[] = [limit + 1, sortKey, doctorId];
  const also = (condition: (parameter: string) => string, value: string | undefined): string =>
    value === undefined ? '' : `AND ${condition(`$${values.push(value)}`)}`;
  const wanted = [
    also((words) => `words @@ (SELECT read.words_asked(${words}))`, text),
    also((name) => `specialization = ${name}`, specialization),
  ];
  const { rows } = await pool.query<DoctorRow & { sort_key: string }>(sql(wanted.join(' ')), values);
  return pageOf(rows, limit, ({ sort_key, doctor_id }) => [sort_key, doctor_id], doctorOf);
};

const sql = (wanted: string) => `
  WITH page AS (
    SELECT doctor_id, sort_key FROM read.doctor_search
     WHERE (sort_key, doctor_id) > ($2, $3::uuid) ${wanted}
     ORDER BY sort_key, doctor_id LIMIT $1
  )
  SELECT doctor_id, sort_key, name, profile, schedule
    FROM page JOIN read.doctor_details USING (doctor_id) JOIN app_users ON user_id = doctor_id
   ORDER BY sort_key, doctor_id`;
