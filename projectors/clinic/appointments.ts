import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { AppointmentStatus, By, DoctorDayEvent, Visit } from '@careconnect/domain/day/events.ts';
import { holdsItsSlot } from '@careconnect/domain/day/state.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { raiseOverlaps, withoutRoom } from './held-times.ts';
import { standIns } from './stand-ins.ts';

/** Appointments: `appointments`, and beside it their instants, visit type, policy, and who cancelled them and why. */
export const projectAppointments = async (client: PoolClient, events: Recorded<DoctorDayEvent>[]): Promise<Alarm[]> => {
  if (events.length === 0) return [];
  const rows = events.map(rowOf);
  const alarms = await standIns(client, rows);
  for (const part of cutBeforeReleases(rows)) alarms.push(...(await projectRows(client, part)));
  return alarms;
};

/** At once, unless two visits met: then one by one, so that the alarm tells what a reader of the log would find. */
const projectRows = async (client: PoolClient, rows: Row[]): Promise<Alarm[]> => {
  await client.query('SAVEPOINT before_appointments');
  const changed = await write(client, lastOfEach('appointment_id', rows));
  if ((await withoutRoom(client, changed)).length === 0) return [];
  await client.query('ROLLBACK TO SAVEPOINT before_appointments');
  const alarms: Alarm[] = [];
  for (const row of rows) {
    const without = await withoutRoom(client, await write(client, [row]));
    alarms.push(...(await raiseOverlaps(client, without)));
  }
  return alarms;
};

/**
 * Cut before a time is given back that somebody asked for since the last cut: told together, nothing would show that they
 * met. So rows and alarms do not depend on how the events were batched.
 */
const cutBeforeReleases = (rows: Row[]): Row[][] => {
  const parts: Row[][] = [[]];
  for (const row of rows) {
    const met = !row.holds_slot && parts.at(-1)?.some((taken) => taken.holds_slot && meet(taken, row));
    if (met) parts.push([]);
    parts.at(-1)?.push(row);
  }
  return parts;
};

const meet = (a: Row, b: Row): boolean =>
  a.doctor_id === b.doctor_id &&
  millisecondsOf(a.starts_at) < millisecondsOf(b.ends_at) &&
  millisecondsOf(b.starts_at) < millisecondsOf(a.ends_at);

/** Answers those that this is news of. */
const write = async (client: PoolClient, rows: Row[]): Promise<string[]> => {
  const { rows: news } = await client.query<{ appointment_id: string }>({
    name: 'appointments',
    text: upsert,
    values: [records(rows)],
  });
  return news.map(({ appointment_id }) => appointment_id);
};

type Row = ReturnType<typeof visitRow> & {
  position: string;
  status: AppointmentStatus;
  holds_slot: boolean;
  updated_at: string;
  created_at?: string;
  notes?: string | null;
  visit_type?: VisitType;
  policy?: BookingPolicy;
  cancelled_by?: By;
  cancelled_at?: string;
  cancel_reason?: string | null;
};

const rowOf = (event: Recorded<DoctorDayEvent>): Row => {
  const { type, data } = event;
  const row = { ...visitRow(data), position: placeOf(event) };
  switch (type) {
    case 'AppointmentRequested': {
      const { notes, visitType, policy, requestedAt } = data;
      return {
        ...row,
        ...stands('REQUESTED', requestedAt),
        created_at: requestedAt,
        notes,
        visit_type: visitType,
        policy,
      };
    }
    case 'AppointmentAccepted':
      return { ...row, ...stands('PENDING', data.acceptedAt) };
    case 'AppointmentConfirmed':
      return { ...row, ...stands('CONFIRMED', data.confirmedAt) };
    case 'AppointmentCancelled': {
      const { by, cancelledAt, reason } = data;
      return {
        ...row,
        ...stands('CANCELLED', cancelledAt),
        cancelled_by: by,
        cancelled_at: cancelledAt,
        cancel_reason: reason,
      };
    }
    default:
      return assertNever(type);
  }
};

const stands = (status: AppointmentStatus, at: string) => ({
  status,
  holds_slot: holdsItsSlot({ status }),
  updated_at: at,
});

const visitRow = (visit: Visit) => ({
  appointment_id: visit.appointmentId,
  doctor_id: visit.doctorId,
  patient_id: visit.patientId,
  user_id: visit.userId,
  date: visit.date,
  time: visit.time,
  zone: visit.zone,
  starts_at: visit.startsAt,
  ends_at: visit.endsAt,
});

// What an event does not tell is NULL here, and keeps what was known.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (appointment_id uuid, doctor_id uuid, patient_id uuid, user_id uuid,
           date text, time text, zone text, starts_at timestamptz, ends_at timestamptz, status appointment_status,
           holds_slot boolean, notes text, visit_type jsonb, policy jsonb, cancelled_by jsonb, cancelled_at timestamptz,
           cancel_reason text, created_at timestamptz, updated_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO appointment_details AS known (appointment_id, doctor_id, patient_id, user_id, date, zone, starts_at, ends_at,
           holds_slot, visit_type, policy, cancelled_by, cancelled_at, cancel_reason, position)
    SELECT appointment_id, doctor_id, patient_id, user_id, date::date, zone, starts_at, ends_at, holds_slot, visit_type,
           policy, cancelled_by, cancelled_at, cancel_reason, position FROM told
    ON CONFLICT (appointment_id) DO UPDATE SET doctor_id = excluded.doctor_id, patient_id = excluded.patient_id,
           user_id = excluded.user_id, date = excluded.date, zone = excluded.zone, starts_at = excluded.starts_at,
           ends_at = excluded.ends_at, holds_slot = excluded.holds_slot,
           visit_type = coalesce(excluded.visit_type, known.visit_type), policy = coalesce(excluded.policy, known.policy),
           cancelled_by = coalesce(excluded.cancelled_by, known.cancelled_by),
           cancelled_at = coalesce(excluded.cancelled_at, known.cancelled_at),
           cancel_reason = coalesce(excluded.cancel_reason, known.cancel_reason), position = excluded.position
     WHERE known.position < excluded.position
    RETURNING appointment_id
  )
  INSERT INTO appointments AS known (appointment_id, patient_id, user_id, doctor_id, status, notes, date, time,
                                     created_at, updated_at)
  SELECT appointment_id, patient_id, user_id, doctor_id, status, notes, date, time,
         coalesce(created_at, updated_at) AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (appointment_id)
  ON CONFLICT (appointment_id) DO UPDATE SET patient_id = excluded.patient_id, user_id = excluded.user_id,
         doctor_id = excluded.doctor_id, status = excluded.status, notes = coalesce(excluded.notes, known.notes),
         date = excluded.date, time = excluded.time, created_at = least(known.created_at, excluded.created_at),
         updated_at = excluded.updated_at
  RETURNING appointment_id`;
