import type { Gender } from '@careconnect/domain/patient/events.ts';
import type { Pool } from 'pg';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';

export type MyPatientsWanted = { userId: string; limit: number; after?: string };

type Row = {
  patient_id: string;
  first_name: string;
  last_name: string;
  date_of_birth: string;
  gender: Gender;
  added_at: string;
};

/** The people an account looks after, in the order in which they were added. */
export const myPatients = async (pool: Pool, { userId, limit, after }: MyPatientsWanted) => {
  const [addedAt, patientId] = keysAfter(after, ['instant', 'id'], ['0001-01-01T00:00:00.000Z', firstId]);
  const { rows } = await pool.query<Row>({
    name: 'my-patients',
    text: `SELECT patient_id, first_name, last_name, date_of_birth, gender, read.iso(added_at) AS added_at
             FROM read.patient_details mine JOIN patients USING (patient_id)
            WHERE mine.user_id = $1 AND removed_at IS NULL AND (added_at, patient_id) > ($2::timestamptz, $3::uuid)
            ORDER BY mine.added_at, patient_id LIMIT $4`,
    values: [userId, addedAt, patientId, limit + 1],
  });
  return pageOf(rows, limit, ({ added_at, patient_id }) => [added_at, patient_id], patientOf);
};

const patientOf = ({ patient_id, first_name, last_name, date_of_birth, gender }: Row) => ({
  patientId: patient_id,
  firstName: first_name,
  lastName: last_name,
  dateOfBirth: date_of_birth,
  gender,
});
