import type { PoolClient } from 'pg';

/** By what doctors are found: made anew for those whose account or profile changed. Whoever may not sign in is not found. */
export const projectDoctorSearch = async (client: PoolClient, changed: readonly string[]): Promise<void> => {
  if (changed.length === 0) return;
  await client.query({ name: 'doctor-search', text: upsert, values: [[...new Set(changed)]] });
};

const upsert = `
  WITH gone AS (
    DELETE FROM doctor_search USING account_details
     WHERE doctor_id = user_id AND NOT active AND doctor_id = ANY ($1::uuid[])
  )
  INSERT INTO doctor_search (doctor_id, specialization, sort_key, words)
  SELECT doctor_id, specialization, plain(name),
         to_tsvector('simple', plain(concat_ws(' ', name, specialization, degree, address)))
    FROM doctor_details JOIN doctors USING (doctor_id) JOIN app_users ON user_id = doctor_id
    LEFT JOIN account_details USING (user_id)
   WHERE doctor_id = ANY ($1::uuid[]) AND active IS NOT FALSE
  ON CONFLICT (doctor_id) DO UPDATE SET specialization = excluded.specialization, sort_key = excluded.sort_key,
         words = excluded.words`;
