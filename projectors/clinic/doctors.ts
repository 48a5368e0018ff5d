import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { DoctorEvent, DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import { firstPlan, type Plan } from '@careconnect/domain/doctor/plan.ts';
import { evolvePlan } from '@careconnect/domain/doctor/state.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { standInAccounts } from './stand-ins.ts';

/** Doctors: `doctors`, and beside it the plan, as the domain folds it, so that availability is computed from it too. */
export const projectDoctors = async (client: PoolClient, events: Recorded<DoctorEvent>[]): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const known = await knownOf(client, [...new Set(events.map(({ data }) => data.doctorId))]);
  const changed = new Map<string, Row>();
  for (const event of events) {
    const { doctorId } = event.data;
    const before = changed.get(doctorId) ?? known.get(doctorId);
    if (before && BigInt(placeOf(event)) <= BigInt(before.position)) continue;
    changed.set(doctorId, rowAfter(before, event));
  }
  const rows = [...changed.values()];
  const alarms = await standInAccounts(
    client,
    rows.map(({ doctor_id }) => doctor_id),
  );
  await client.query({ name: 'doctors', text: upsert, values: [records(rows)] });
  return alarms;
};

type Known = { doctor_id: string; profile: DoctorProfile | null; plan: Plan; position: string };
type Row = Known & { created_at?: Instant; updated_at: Instant; revision: string };

const knownOf = async (client: PoolClient, ids: readonly string[]): Promise<Map<string, Known>> => {
  const { rows } = await client.query<Known>({
    name: 'known-doctors',
    text: 'SELECT doctor_id, profile, plan, position FROM doctor_details WHERE doctor_id = ANY ($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.doctor_id, row]));
};

const rowAfter = (before: Known | Row | undefined, event: Recorded<DoctorEvent>): Row => {
  const { type, data } = event;
  const { doctorId } = data;
  // Whom nobody let in has no zone to be known by.
  const begun = before ?? { profile: null, plan: firstPlan(doctorId, 'UTC') };
  const seen = { doctor_id: doctorId, revision: String(event.revision), position: placeOf(event) };
  switch (type) {
    case 'DoctorOnboarded': {
      const { profile, zone, onboardedAt: at } = data;
      return { profile, plan: firstPlan(doctorId, zone), created_at: at, updated_at: at, ...seen };
    }
    case 'DoctorProfileChanged':
      return { ...begun, profile: data.profile, updated_at: data.changedAt, ...seen };
    case 'WorkingHoursSet':
    case 'ZoneSet':
    case 'HolidaysSet':
    case 'HolidayWorkSet':
    case 'VisitTypesSet':
    case 'BookingPolicySet':
      return { ...begun, plan: evolvePlan(begun.plan, event), updated_at: data.setAt, ...seen };
    case 'WorkingHoursWithdrawn':
      return { ...begun, plan: evolvePlan(begun.plan, event), updated_at: data.withdrawnAt, ...seen };
    // The days say which time is blocked.
    case 'AbsencePlanned':
      return { ...begun, updated_at: data.plannedAt, ...seen };
    case 'AbsenceWithdrawn':
      return { ...begun, updated_at: data.withdrawnAt, ...seen };
    default:
      return assertNever(type);
  }
};

// A stand-in's created_at is the epoch; created_at is told by the first event alone.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (doctor_id uuid, profile jsonb, plan jsonb, created_at timestamptz,
                                                 updated_at timestamptz, revision bigint, position bigint)
  ), fresh AS (
    INSERT INTO doctor_details AS known (doctor_id, profile, plan, revision, position)
    SELECT doctor_id, profile, plan, revision, position FROM told
    ON CONFLICT (doctor_id) DO UPDATE SET profile = excluded.profile, plan = excluded.plan,
           revision = excluded.revision, position = excluded.position
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
