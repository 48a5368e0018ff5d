import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
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

const rowOf = (event: Recorded<PatientEvent>) => {
  const { type, data } = event;
  switch (type) {
    case 'PatientAdded':
      return {
        patient_id: data.patientId,
        user_id: data.userId,
        first_name: data.firstName ?? erased.text,
        last_name: data.lastName ?? erased.nothing,
        date_of_birth: data.dateOfBirth ?? erased.date,
        gender: data.gender ?? erased.gender,
        created_at: data.addedAt,
        updated_at: data.addedAt,
        position: placeOf(event),
      };
    default:
      return assertNever(type);
  }
};

const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (patient_id uuid, user_id uuid, first_name text, last_name text,
           date_of_birth date, gender gender_type, created_at timestamptz, updated_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO patient_details AS known (patient_id, user_id, added_at, position)
    SELECT patient_id, user_id, created_at, position FROM told
    ON CONFLICT (patient_id) DO UPDATE SET user_id = excluded.user_id, added_at = excluded.added_at,
           position = excluded.position WHERE known.position < excluded.position
    RETURNING patient_id
  )
  INSERT INTO patients AS known (patient_id, user_id, first_name, last_name, date_of_birth, gender, created_at, updated_at)
  SELECT patient_id, user_id, first_name::varchar(100), last_name::varchar(100), date_of_birth, gender,
         created_at AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (patient_id)
  ON CONFLICT (patient_id) DO UPDATE SET user_id = excluded.user_id, first_name = excluded.first_name,
         last_name = excluded.last_name, date_of_birth = excluded.date_of_birth, gender = excluded.gender,
         created_at = excluded.created_at, updated_at = excluded.updated_at`;
