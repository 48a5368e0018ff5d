import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { DoctorEvent, DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import { defaultSchedule, type Schedule } from '@careconnect/domain/doctor/schedule.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { standInAccounts } from './stand-ins.ts';

/** Doctors: `doctors`, and beside it the schedule that decides their bookings, so that availability is computed from it too. */
export const projectDoctors = async (client: PoolClient, events: Recorded<DoctorEvent>[]): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const rows = lastOfEach('doctor_id', events.map(rowOf), (before, row) => ({
    ...before,
    ...row,
    schedule: { ...before.schedule, ...row.schedule },
  }));
  const ids = rows.map(({ doctor_id }) => doctor_id);
  const alarms = await standInAccounts(client, ids);
  await client.query({ name: 'doctors', text: upsert, values: [records(rows)] });
  return alarms;
};

type Row = {
  doctor_id: string;
  profile?: DoctorProfile;
  /** What the event sets of it. */
  schedule: Partial<Schedule>;
  created_at?: string;
  updated_at: string;
  revision: string;
  position: string;
};

const rowOf = (event: Recorded<DoctorEvent>): Row => {
  const { type, data } = event;
  const row = { doctor_id: data.doctorId, revision: String(event.revision), position: placeOf(event) };
  switch (type) {
    case 'DoctorOnboarded': {
      const { doctorId, profile, zone, onboardedAt: at } = data;
      return { ...row, profile, schedule: defaultSchedule(doctorId, zone), created_at: at, updated_at: at };
    }
    case 'WorkingHoursSet':
      return { ...row, schedule: { windows: data.windows }, updated_at: data.setAt };
    case 'VisitTypesSet': {
      const { gridMinutes, visitTypes, setAt } = data;
      return { ...row, schedule: { gridMinutes, visitTypes }, updated_at: setAt };
    }
    case 'BookingPolicySet':
      return { ...row, schedule: { policy: data.policy }, updated_at: data.setAt };
    default:
      return assertNever(type);
  }
};

// A stand-in's created_at is the epoch; created_at is told by the first event alone.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (doctor_id uuid, profile jsonb, schedule jsonb, created_at timestamptz,
                                                 updated_at timestamptz, revision bigint, position bigint)
  ), fresh AS (
    INSERT INTO doctor_details AS known (doctor_id, profile, schedule, revision, position)
    SELECT doctor_id, profile, schedule, revision, position FROM told
    ON CONFLICT (doctor_id) DO UPDATE SET profile = coalesce(excluded.profile, known.profile),
           schedule = known.schedule || excluded.schedule, revision = excluded.revision,
           position = excluded.position
     WHERE known.position < excluded.position
    RETURNING doctor_id, profile
  )
  INSERT INTO doctors AS known (doctor_id, specialization, started_year, consultation_fee, about, image, degree, address,
                                created_at, updated_at)
  SELECT doctor_id, (fresh.profile->>'specialization')::varchar(100), (fresh.profile->>'startedYear')::integer,
         least((fresh.profile#>>'{consultationFee,amount}')::numeric, 99999999.99), fresh.profile->>'about',
         (fresh.profile->>'image')::varchar(255), (fresh.profile->>'degree')::varchar(255),
         (fresh.profile->>'address')::varchar(255),
         coalesce(created_at, updated_at) AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM fresh JOIN told USING (doctor_id) WHERE fresh.profile IS NOT NULL
  ON CONFLICT (doctor_id) DO UPDATE SET specialization = excluded.specialization, started_year = excluded.started_year,
         consultation_fee = excluded.consultation_fee, about = excluded.about, image = excluded.image,
         degree = excluded.degree, address = excluded.address,
         created_at = CASE WHEN known.created_at = 'epoch' THEN excluded.created_at
                           ELSE least(known.created_at, excluded.created_at) END,
         updated_at = excluded.updated_at`;
