import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { PatientDetails, PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { erased } from './erased.ts';
import { standInAccounts } from './stand-ins.ts';

/** Patients: `patients`, and when which account added whom. */
export const projectPatients = async (client: PoolClient, events: Recorded<PatientEvent>[]): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const rows = lastOfEach('patient_id', events.map(rowOf));
  const alarms = await standInAccounts(
    client,
    rows.map(({ user_id }) => user_id),
  );
  await client.query({ name: 'patients', text: upsert, values: [records(rows)] });
  return alarms;
};

type Row = {
  patient_id: string;
  user_id: string;
  first_name?: string;
  last_name?: string;
  date_of_birth?: string;
  gender?: string;
  created_at?: string;
  updated_at: string;
  removed_at?: string;
  erased_at?: string;
  position: string;
};

const rowOf = (event: Recorded<PatientEvent>): Row => {
  const { type, data } = event;
  const row = { patient_id: data.patientId, user_id: data.userId, position: placeOf(event) };
  switch (type) {
    case 'PatientAdded':
      return { ...row, ...detailsOf(data), created_at: data.addedAt, updated_at: data.addedAt };
    case 'PatientDetailsChanged':
      return { ...row, ...detailsOf(data), updated_at: data.changedAt };
    case 'PatientRemoved':
      return { ...row, updated_at: data.removedAt, removed_at: data.removedAt };
    case 'PatientErased': {
      const at = data.erasedAt;
      return { ...row, ...detailsOf(nobody), updated_at: at, removed_at: at, erased_at: at };
    }
    default:
      return assertNever(event);
  }
};

const detailsOf = ({ firstName, lastName, dateOfBirth, gender }: PatientDetails) => ({
  first_name: firstName ?? erased.text,
  last_name: lastName ?? erased.nothing,
  date_of_birth: dateOfBirth ?? erased.date,
  gender: gender ?? erased.gender,
});

const nobody: PatientDetails = { firstName: null, lastName: null, dateOfBirth: null, gender: null };

// What an event does not tell stays as it is. The first event tells all, so a row that is new holds all.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (patient_id uuid, user_id uuid, first_name text, last_name text,
           date_of_birth date, gender gender_type, created_at timestamptz, updated_at timestamptz, removed_at timestamptz,
           erased_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO patient_details AS known (patient_id, user_id, added_at, removed_at, erased_at, position)
    SELECT patient_id, user_id, coalesce(created_at, updated_at), removed_at, erased_at, position FROM told
    ON CONFLICT (patient_id) DO UPDATE SET user_id = excluded.user_id, added_at = least(known.added_at, excluded.added_at),
           removed_at = coalesce(known.removed_at, excluded.removed_at),
           erased_at = coalesce(known.erased_at, excluded.erased_at), position = excluded.position
     WHERE known.position < excluded.position
    RETURNING patient_id
  ), changed AS (
    UPDATE patients AS known SET user_id = told.user_id,
           first_name = coalesce(told.first_name::varchar(100), known.first_name),
           last_name = coalesce(told.last_name::varchar(100), known.last_name),
           date_of_birth = coalesce(told.date_of_birth, known.date_of_birth),
           gender = coalesce(told.gender, known.gender),
           created_at = coalesce(told.created_at AT TIME ZONE 'UTC', known.created_at),
           updated_at = told.updated_at AT TIME ZONE 'UTC'
      FROM told JOIN fresh USING (patient_id) WHERE known.patient_id = told.patient_id
  )
  INSERT INTO patients (patient_id, user_id, first_name, last_name, date_of_birth, gender, created_at, updated_at)
  SELECT patient_id, user_id, first_name::varchar(100), last_name::varchar(100), date_of_birth, gender,
         created_at AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (patient_id) WHERE created_at IS NOT NULL
  ON CONFLICT (patient_id) DO NOTHING`;
