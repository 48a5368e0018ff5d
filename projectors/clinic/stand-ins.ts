import type { PoolClient } from 'pg';
import { records } from '../records.ts';
import type { Alarm } from './alarms.ts';

/**
 * The log tells of people before it tells what they do. Should it ever not, the foreign keys of the documented tables would
 * refuse a fact; so whoever is named but unknown gets a row that says "unknown", and an alarm. Their own event, when it
 * comes, puts what is true in its place.
 */
export const standInAccounts = async (client: PoolClient, userIds: readonly string[]): Promise<Alarm[]> => {
  const { rows } = await client.query<Alarm>({ name: 'stand-ins', text: accounts, values: [[...new Set(userIds)]] });
  return rows;
};

export type Named = { user_id: string; patient_id: string; doctor_id: string };

/** Those whom appointments name: the account, the patient, the doctor and the doctor's account. */
export const standIns = async (client: PoolClient, named: readonly Named[]): Promise<Alarm[]> => {
  const people = named.map(({ user_id, patient_id, doctor_id }) => ({ user_id, patient_id, doctor_id }));
  const once = new Map(people.map((each) => [Object.values(each).join(), each]));
  const values = [records([...once.values()])];
  const { rows } = await client.query<Alarm>({ name: 'all-stand-ins', text: everybody, values });
  return rows;
};

/** Doctors who are named alone. */
export const standInDoctors = async (client: PoolClient, doctorIds: readonly string[]): Promise<Alarm[]> => {
  const alarms = await standInAccounts(client, doctorIds);
  const values = [[...new Set(doctorIds)]];
  const { rows } = await client.query<Alarm>({ name: 'stand-in-doctors', text: doctors, values });
  return [...alarms, ...rows];
};

const makeAccounts = `
  INSERT INTO app_users (user_id, email, password, role, name)
  SELECT user_id, 'unknown ' || user_id, 'unknown', 'PATIENT', 'unknown' FROM no_account`;

const makeDoctors = `
  INSERT INTO doctors (doctor_id, specialization, started_year, consultation_fee, about, image, degree, address,
                       created_at, updated_at)
  SELECT doctor_id, 'unknown', 0, 0, 'unknown', '', 'unknown', 'unknown', 'epoch', 'epoch' FROM no_doctor`;

const doctors = `
  WITH no_doctor AS (
    SELECT doctor_id FROM unnest($1::uuid[]) AS named (doctor_id)
     WHERE NOT EXISTS (SELECT FROM doctors known WHERE known.doctor_id = named.doctor_id)
  ), made AS (${makeDoctors})
  INSERT INTO alarms (kind, subject) SELECT 'unknown-doctor', doctor_id FROM no_doctor
  ON CONFLICT DO NOTHING RETURNING kind, subject, others`;

const accounts = `
  WITH no_account AS (
    SELECT user_id FROM unnest($1::uuid[]) AS named (user_id)
     WHERE NOT EXISTS (SELECT FROM app_users known WHERE known.user_id = named.user_id)
  ), made AS (${makeAccounts})
  INSERT INTO alarms (kind, subject) SELECT 'unknown-account', user_id FROM no_account
  ON CONFLICT DO NOTHING RETURNING kind, subject, others`;

const everybody = `
  WITH named AS MATERIALIZED (
    SELECT user_id, patient_id, doctor_id
      FROM json_to_recordset($1) AS named (user_id uuid, patient_id uuid, doctor_id uuid)
  ), no_account AS (
    SELECT user_id FROM (SELECT user_id FROM named UNION SELECT doctor_id FROM named) AS named (user_id)
     WHERE NOT EXISTS (SELECT FROM app_users known WHERE known.user_id = named.user_id)
  ), no_patient AS (
    SELECT DISTINCT ON (patient_id) patient_id, user_id FROM named
     WHERE NOT EXISTS (SELECT FROM patients known WHERE known.patient_id = named.patient_id)
  ), no_doctor AS (
    SELECT DISTINCT doctor_id FROM named
     WHERE NOT EXISTS (SELECT FROM doctors known WHERE known.doctor_id = named.doctor_id)
  ), accounts AS (${makeAccounts}
  ), made_patients AS (
    INSERT INTO patients (patient_id, user_id, first_name, last_name, date_of_birth, gender, created_at, updated_at)
    SELECT patient_id, user_id, 'unknown', '', '1900-01-01', 'OTHER', 'epoch', 'epoch' FROM no_patient
  ), made_doctors AS (${makeDoctors})
  INSERT INTO alarms (kind, subject)
  SELECT 'unknown-account', user_id FROM no_account UNION ALL
  SELECT 'unknown-patient', patient_id FROM no_patient UNION ALL
  SELECT 'unknown-doctor', doctor_id FROM no_doctor
  ON CONFLICT DO NOTHING RETURNING kind, subject, others`;
