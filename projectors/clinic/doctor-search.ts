import type { PoolClient } from 'pg';

/**
 * By what doctors are found: made anew for those whose account, profile or ratings changed. Whoever may not sign in is not
 * found.
 */
export const projectDoctorSearch = async (client: PoolClient, changed: readonly string[]): Promise<void> => {
  if (changed.length === 0) return;
  await client.query({ name: 'doctor-search', text: upsert, values: [[...new Set(changed)]] });
};

const upsert = `
  WITH gone AS (
    DELETE FROM doctor_search USING account_details
     WHERE doctor_id = user_id AND NOT active AND doctor_id = ANY ($1::uuid[])
  )
  INSERT INTO doctor_search (doctor_id, specialization, sort_key, words, fee, started_year, languages, gender, ways,
                             ratings, rating)
  SELECT doctor_id, specialization, plain(name),
         to_tsvector('simple', plain(concat_ws(' ', name, specialization, degree, address))),
         (profile#>>'{consultationFee,amount}')::numeric, (profile->>'startedYear')::integer,
         ARRAY(SELECT jsonb_array_elements_text(profile->'languages')), (profile->>'gender')::gender_type,
         CASE WHEN profile ? 'ways' THEN ARRAY(SELECT jsonb_array_elements_text(profile->'ways')) ELSE '{in-person}' END,
         coalesce(given.ratings, 0), given.rating
    FROM doctor_details JOIN doctors USING (doctor_id) JOIN app_users ON user_id = doctor_id
    LEFT JOIN account_details USING (user_id)
    LEFT JOIN LATERAL (SELECT count(*) AS ratings, avg(rating) AS rating FROM feedback_details WHERE feedback_details.doctor_id = app_users.user_id) given ON true
   WHERE doctor_id = ANY ($1::uuid[]) AND profile IS NOT NULL AND active IS NOT FALSE
  ON CONFLICT (doctor_id) DO UPDATE SET specialization = excluded.specialization, sort_key = excluded.sort_key,
         words = excluded.words, fee = excluded.fee, started_year = excluded.started_year, languages = excluded.languages,
         gender = excluded.gender, ways = excluded.ways, ratings = excluded.ratings, rating = excluded.rating`;
