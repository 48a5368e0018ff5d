import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';

/** Whose calendar changed: what is derived of it (projectors/availability) is derived anew. */
export const projectCalendars = async (
  client: PoolClient,
  events: readonly Recorded<DoctorEvent | DoctorDayEvent>[],
): Promise<void> => {
  const changed = events.filter(({ type }) => takesOrGivesTime[type as DoctorDayEvent['type']] ?? true);
  if (changed.length === 0) return;
  const rows = changed.map((event) => ({ doctor_id: event.data.doctorId, position: placeOf(event) }));
  await client.query({ name: 'calendars', text: upsert, values: [records(lastOfEach('doctor_id', rows, later))] });
};

type Row = { doctor_id: string; position: string };

/** They come stream by stream, not in the order of the log. */
const later = (a: Row, b: Row): Row => (BigInt(a.position) > BigInt(b.position) ? a : b);

/** Of the doctor's own events each one may. */
const takesOrGivesTime: Record<DoctorDayEvent['type'], boolean> = {
  AppointmentRequested: true,
  AppointmentAccepted: false,
  AppointmentConfirmed: false,
  AppointmentRejected: true,
  AppointmentCancelled: true,
  AppointmentExpired: true,
  AppointmentRescheduled: true,
  AppointmentMovedIn: true,
  AppointmentMovedOut: true,
  AppointmentMoveUndone: true,
  AppointmentStayed: true,
  PatientCheckedIn: false,
  AppointmentCompleted: false,
  PatientDidNotShow: true,
  AppointmentArchived: false,
  TimeBlocked: true,
  TimeUnblocked: true,
  ClaimForgone: false,
};

const upsert = `
  INSERT INTO calendars AS known (doctor_id, position)
  SELECT doctor_id, position FROM json_to_recordset($1) AS told (doctor_id uuid, position bigint)
  ON CONFLICT (doctor_id) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position`;
