import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import type { FeedbackEvent } from '@careconnect/domain/feedback/events.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { type Part, partOf, tellVersions, versionsChannel } from '@careconnect/schema/versions.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { records } from '../records.ts';

type Changing = Recorded<UserEvent | PatientEvent | DoctorEvent | DoctorDayEvent | PaymentEvent | FeedbackEvent>;

/** What an event changes: parts, or all that shows this person or this visit. */
type Changed = { position: string } & ({ part: Part } | { user_id: string } | { appointment_id: string });

/**
 * Which parts of what is shown these events change: every answer that was made of one is out of date. Runs after the others,
 * since the rows tell who is shown where. What comes again changes nothing.
 */
export const projectVersions = async (
  client: PoolClient,
  events: readonly Changing[],
  tell: boolean,
): Promise<void> => {
  const changed = events.flatMap(changedBy);
  if (changed.length === 0) return;
  await client.query({ name: 'versions', text: upsert, values: [records(changed), tell ? versionsChannel : null] });
};

const changedBy = (event: Changing): Changed[] => {
  const { data } = event;
  const position = placeOf(event);
  if ('ratedAt' in data)
    return [{ appointment_id: data.appointmentId, position }, ...ofDoctor(data.doctorId, position)];
  if ('date' in data) return [{ part: partOf.day(data.doctorId, data.date), position }];
  if ('doctorId' in data) return ofDoctor(data.doctorId, position);
  return 'userId' in data ? [{ user_id: data.userId, position }] : [];
};

const ofDoctor = (doctorId: string, position: string): Changed[] => [
  { part: partOf.doctor(doctorId), position },
  { part: 'doctors', position },
];

// A doctor has the id of the account.
const upsert = `
  WITH told AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1) AS told (part text, user_id uuid, appointment_id uuid, position bigint)
  ), visits AS (
    SELECT visit.doctor_id, visit.date, told.position FROM told JOIN appointment_details visit ON visit.user_id = told.user_id
     UNION ALL
    SELECT visit.doctor_id, visit.date, told.position FROM told JOIN appointment_details visit USING (appointment_id)
  ), doctors AS (
    SELECT doctor_id, told.position FROM told JOIN doctor_details ON doctor_id = told.user_id
  ), changed AS (
    SELECT part, position FROM told WHERE part IS NOT NULL
     UNION ALL SELECT 'day ' || doctor_id || ' ' || date::text, position FROM visits
     UNION ALL SELECT 'doctor ' || doctor_id, position FROM doctors
     UNION ALL SELECT 'doctors', position FROM doctors
  ), written AS (
    INSERT INTO versions AS known (part, position) SELECT part, max(position) FROM changed GROUP BY part
    ON CONFLICT (part) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position
    RETURNING part, position AS version
  )
  ${tellVersions('written', '$2::text')}`;
