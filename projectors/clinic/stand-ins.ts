import type { PoolClient } from 'pg';
import { records } from '../records.ts';
import type { Alarm } from './alarms.ts';

/**
 * The log tells of people before it tells what they do. Should it ever not, the foreign keys of the documented tables would
 * refuse a fact; so whoever is named but unknown gets a row that says "unknown", and an alarm. Their own event, when it
 * comes, puts what is true in its place.
 */
export const standInAccounts = async (client: PoolClient, userIds: readonly string[]): Promise<Alarm[]> => {
  const { rows } = await client.query<Alarm>({
    name: 'stand-in-accounts',
    text: `
      WITH missing AS (
        SELECT DISTINCT user_id FROM unnest($1::uuid[]) AS named (user_id)
         WHERE NOT EXISTS (SELECT FROM app_users known WHERE known.user_id = named.user_id)
      ), made AS (
        INSERT INTO app_users (user_id, email, password, role, name)
        SELECT user_id, 'unknown ' || user_id, 'unknown', 'PATIENT', 'unknown' FROM missing
      )
      INSERT INTO alarms (kind, subject) SELECT 'unknown-account', user_id FROM missing
      ON CONFLICT DO NOTHING RETURNING kind, subject, others`,
    values: [[...new Set(userIds)]],
  });
  return rows;
};

export const standInDoctors = async (client: PoolClient, doctorIds: readonly string[]): Promise<Alarm[]> => {
  const missing = await unknownDoctors(client, doctorIds);
  if (missing.length === 0) return [];
  const accounts = await standInAccounts(client, missing);
  const { rows } = await client.query<Alarm>(
    `WITH made AS (
       INSERT INTO doctors (doctor_id, specialization, started_year, consultation_fee, about, image, degree, address,
                            created_at, updated_at)
       SELECT doctor_id, 'unknown', 0, 0, 'unknown', '', 'unknown', 'unknown', 'epoch', 'epoch'
         FROM unnest($1::uuid[]) AS missing (doctor_id)
       RETURNING doctor_id
     )
     INSERT INTO alarms (kind, subject) SELECT 'unknown-doctor', doctor_id FROM made
     ON CONFLICT DO NOTHING RETURNING kind, subject, others`,
    [missing],
  );
  return [...accounts, ...rows];
};

const unknownDoctors = async (client: PoolClient, doctorIds: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ doctor_id: string }>({
    name: 'unknown-doctors',
    text: `SELECT DISTINCT doctor_id FROM unnest($1::uuid[]) AS named (doctor_id)
            WHERE NOT EXISTS (SELECT FROM doctors known WHERE known.doctor_id = named.doctor_id)`,
    values: [[...new Set(doctorIds)]],
  });
  return rows.map(({ doctor_id }) => doctor_id);
};

/** The accounts that look after them are known, or stood in for, already. */
export const standInPatients = async (
  client: PoolClient,
  patients: readonly { patient_id: string; user_id: string }[],
): Promise<Alarm[]> => {
  const { rows } = await client.query<Alarm>({
    name: 'stand-in-patients',
    text: `
      WITH missing AS (
        SELECT DISTINCT ON (patient_id) patient_id, user_id
          FROM json_to_recordset($1) AS named (patient_id uuid, user_id uuid)
         WHERE NOT EXISTS (SELECT FROM patients known WHERE known.patient_id = named.patient_id)
      ), made AS (
        INSERT INTO patients (patient_id, user_id, first_name, last_name, date_of_birth, gender, created_at, updated_at)
        SELECT patient_id, user_id, 'unknown', '', '1900-01-01', 'OTHER', 'epoch', 'epoch' FROM missing
      )
      INSERT INTO alarms (kind, subject) SELECT 'unknown-patient', patient_id FROM missing
      ON CONFLICT DO NOTHING RETURNING kind, subject, others`,
    values: [records(patients.map(({ patient_id, user_id }) => ({ patient_id, user_id })))],
  });
  return rows;
};
