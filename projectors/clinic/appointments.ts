import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { AppointmentEvent, AppointmentStatus, By, Visit, When } from '@careconnect/domain/day/events.ts';
import { type Ending, holdsItsSlot } from '@careconnect/domain/day/state.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records, sharing } from '../records.ts';
import type { Alarm } from './alarms.ts';
import { moveToArchive } from './archive.ts';
import { meetHeld, raiseOverlaps, withoutRoom } from './held-times.ts';
import { standIns } from './stand-ins.ts';

/** Appointments: `appointments`, and beside it their instants, visit type, policy, who ended them and why, what came after. */
export const projectAppointments = async (
  client: PoolClient,
  events: Recorded<AppointmentEvent>[],
): Promise<Alarm[]> => {
  const rows = events.flatMap(rowOf);
  if (rows.length === 0) return [];
  const alarms = await standIns(client, rows);
  const parts = (await metNobody(client, rows)) ? [rows] : cutBeforeReleases(rows);
  for (const part of parts) alarms.push(...(await projectRows(client, part)));
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
 * Whether no time was given back that somebody else had asked for, and whoever asked and gave back was alone: then the batch is
 * told as a whole, since nobody met whom its end does not show.
 */
const metNobody = async (client: PoolClient, rows: Row[]): Promise<boolean> => {
  const last = new Map(rows.map((row) => [row.appointment_id, row]));
  const asked = new Map<string, Row[]>();
  for (const row of rows) {
    const given = givenBackBy(row);
    if (given && isUnknown(given)) return false;
    if (
      given &&
      asked.get(given.doctor_id)?.some((taken) => taken.appointment_id !== row.appointment_id && meet(taken, given))
    )
      return false;
    if (row.holds_slot) asked.get(row.doctor_id)?.push(row) ?? asked.set(row.doctor_id, [row]);
  }
  const passing = rows.filter((row) => {
    const now = last.get(row.appointment_id);
    return row.holds_slot && !(now?.holds_slot && now.starts_at === row.starts_at && now.doctor_id === row.doctor_id);
  });
  return !(await meetHeld(client, passing));
};

const givenBackBy = (row: Row): Times | 'an unknown time' | undefined => (row.holds_slot ? row.leaves : row);

/**
 * Cut before a time is given back that somebody asked for since the last cut: told together, nothing would show that they
 * met. So rows and alarms do not depend on how the events were batched.
 */
const cutBeforeReleases = (rows: Row[]): Row[][] => {
  const parts: Row[][] = [[]];
  for (const row of rows) {
    const given = givenBackBy(row);
    const met = given && parts.at(-1)?.some((taken) => taken.holds_slot && (isUnknown(given) || meet(taken, given)));
    if (met) parts.push([]);
    parts.at(-1)?.push(row);
  }
  return parts;
};

const isUnknown = (given: Times | 'an unknown time'): given is 'an unknown time' => given === 'an unknown time';

const meet = (a: Times, b: Times): boolean =>
  a.doctor_id === b.doctor_id &&
  millisecondsOf(a.starts_at) < millisecondsOf(b.ends_at) &&
  millisecondsOf(b.starts_at) < millisecondsOf(a.ends_at);

/** Answers those that this is news of. */
const write = async (client: PoolClient, rows: Row[]): Promise<string[]> => {
  const shared = sharing();
  const told = rows.map((row) => ({
    ...row,
    visit_type: shared.placeOf(row.visit_type),
    policy: shared.placeOf(row.policy),
  }));
  const { rows: news } = await client.query<{ appointment_id: string; archived: boolean }>({
    name: 'appointments',
    text: upsert,
    values: [records(told), records(shared.values)],
  });
  await moveToArchive(
    client,
    news.filter(({ archived }) => archived).map(({ appointment_id }) => appointment_id),
  );
  return news.map(({ appointment_id }) => appointment_id);
};

type Times = Pick<ReturnType<typeof visitRow>, 'doctor_id' | 'starts_at' | 'ends_at'>;

type Row = ReturnType<typeof visitRow> & {
  position: string;
  status: AppointmentStatus;
  holds_slot: boolean;
  /** Nothing is to come of it any more. */
  closed: boolean;
  /** The time it held until now, where that is another. */
  leaves?: Times | 'an unknown time';
  updated_at: string;
  created_at?: string;
  notes?: string | null;
  visit_type?: VisitType;
  policy?: BookingPolicy;
  expires_at: string | null;
  override_reason?: string | null;
  checked_in_at?: string;
  doctor_notes?: string | null;
  ending?: Ending | null;
  cancelled_by?: By | null;
  cancelled_at?: string | null;
  cancel_reason?: string | null;
  refund_percent?: number | null;
  archived_at?: string;
};

/** What the appointment is from this event on; nothing when another event tells it. */
const rowOf = (event: Recorded<AppointmentEvent>): Row[] => {
  const { type, data } = event;
  const row = { ...visitRow(data), position: placeOf(event) };
  switch (type) {
    case 'AppointmentRequested': {
      const { notes, visitType: visit_type, policy, requestedAt: created_at, expiresAt } = data;
      const request = { notes, visit_type, policy, created_at };
      return [{ ...row, ...stands('REQUESTED', created_at, expiresAt), ...request, ...overridden(data) }];
    }
    case 'AppointmentAccepted':
      return [{ ...row, ...stands('PENDING', data.acceptedAt, data.expiresAt) }];
    case 'AppointmentConfirmed':
      return [{ ...row, ...stands('CONFIRMED', data.confirmedAt) }];
    case 'AppointmentRejected':
      return [{ ...row, ...ended('rejected', data.by, data.rejectedAt, data.reason) }];
    case 'AppointmentCancelled': {
      const { by, cancelledAt, reason, refundPercent } = data;
      return [{ ...row, ...ended('cancelled', by, cancelledAt, reason), refund_percent: refundPercent }];
    }
    case 'AppointmentExpired':
      return [{ ...row, ...ended('expired', data.by, data.expiredAt) }];
    case 'PatientDidNotShow':
      return [{ ...row, ...ended('did-not-show', data.by, data.notedAt), refund_percent: data.refundPercent }];
    case 'AppointmentRescheduled': {
      const { status, rescheduledAt, expiresAt, from } = data;
      const leaves = timesOf({ ...data, ...from });
      return [{ ...row, ...stands(status, rescheduledAt, expiresAt), leaves, ...overridden(data) }];
    }
    case 'AppointmentMovedIn': {
      const { status, movedAt, visitType: visit_type, policy, expiresAt, from } = data;
      const moved = { visit_type, policy, leaves: timesOf(from), ...overridden(data) };
      return [{ ...row, ...stands(status, movedAt, expiresAt), ...moved }];
    }
    case 'AppointmentStayed': {
      const { status, stayedAt, expiresAt, visitType: visit_type } = data;
      const again = status === 'CANCELLED' ? {} : notEnded;
      return [{ ...row, ...stands(status, stayedAt, expiresAt), visit_type, ...again, leaves: 'an unknown time' }];
    }
    case 'PatientCheckedIn':
      return [{ ...row, ...stands('CONFIRMED', data.checkedInAt), checked_in_at: data.checkedInAt }];
    case 'AppointmentCompleted':
      return [{ ...row, ...stands('COMPLETED', data.completedAt), doctor_notes: data.doctorNotes }];
    case 'AppointmentArchived':
      return [{ ...row, ...stands(data.status, data.archivedAt), archived_at: data.archivedAt }];
    // The day it came to has told where it is; should that be taken back, the day it stays on tells how it stands.
    case 'AppointmentMovedOut':
    case 'AppointmentMoveUndone':
      return [];
    default:
      return assertNever(type);
  }
};

const stands = (status: AppointmentStatus, at: string, expiresAt: string | null = null) => ({
  status,
  holds_slot: holdsItsSlot({ status }),
  closed: status === 'COMPLETED' || status === 'CANCELLED',
  updated_at: at,
  expires_at: expiresAt,
});

const ended = (ending: Ending, by: By, at: string, reason: string | null = null) => ({
  ...stands('CANCELLED', at),
  ending,
  cancelled_by: by,
  cancelled_at: at,
  cancel_reason: reason,
});

const notEnded = { ending: null, cancelled_by: null, cancelled_at: null, cancel_reason: null, refund_percent: null };

const overridden = ({ overridden, overrideReason }: { overridden: boolean; overrideReason: string | null }) =>
  overridden ? { override_reason: overrideReason } : {};

const timesOf = ({ doctorId, startsAt, endsAt }: When): Times => ({
  doctor_id: doctorId,
  starts_at: startsAt,
  ends_at: endsAt,
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
           holds_slot boolean, closed boolean, archived_at timestamptz, notes text, visit_type integer, policy integer,
           cancelled_by jsonb, cancelled_at timestamptz, cancel_reason text, ending text, refund_percent integer, expires_at timestamptz, override_reason text,
           checked_in_at timestamptz, doctor_notes text, created_at timestamptz, updated_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO appointment_details AS known (appointment_id, doctor_id, patient_id, user_id, date, zone, starts_at, ends_at,
           status, holds_slot, closed, archived_at, visit_type, policy, cancelled_by, cancelled_at, cancel_reason, ending,
           refund_percent, expires_at, override_reason, checked_in_at, doctor_notes, position)
    SELECT appointment_id, doctor_id, patient_id, user_id, date::date, zone, starts_at, ends_at, status, holds_slot, closed,
           archived_at, $2::jsonb -> visit_type, $2::jsonb -> policy, cancelled_by, cancelled_at, cancel_reason, ending,
           refund_percent, expires_at, override_reason, checked_in_at, doctor_notes, position FROM told
    ON CONFLICT (appointment_id) DO UPDATE SET doctor_id = excluded.doctor_id, patient_id = excluded.patient_id,
           user_id = excluded.user_id, date = excluded.date, zone = excluded.zone, starts_at = excluded.starts_at,
           ends_at = excluded.ends_at, status = excluded.status, holds_slot = excluded.holds_slot,
           closed = excluded.closed,
           archived_at = coalesce(excluded.archived_at, known.archived_at),
           visit_type = coalesce(excluded.visit_type, known.visit_type), policy = coalesce(excluded.policy, known.policy),
           cancelled_by = CASE WHEN NOT excluded.holds_slot THEN coalesce(excluded.cancelled_by, known.cancelled_by) END,
           cancelled_at = CASE WHEN NOT excluded.holds_slot THEN coalesce(excluded.cancelled_at, known.cancelled_at) END,
           cancel_reason = CASE WHEN NOT excluded.holds_slot THEN coalesce(excluded.cancel_reason, known.cancel_reason) END,
           ending = CASE WHEN NOT excluded.holds_slot THEN coalesce(excluded.ending, known.ending) END,
           refund_percent = CASE WHEN NOT excluded.holds_slot THEN coalesce(excluded.refund_percent, known.refund_percent) END,
           expires_at = excluded.expires_at,
           override_reason = coalesce(excluded.override_reason, known.override_reason),
           checked_in_at = coalesce(excluded.checked_in_at, known.checked_in_at),
           doctor_notes = coalesce(excluded.doctor_notes, known.doctor_notes), position = excluded.position
     WHERE known.position < excluded.position
    RETURNING appointment_id, archived_at IS NOT NULL AS archived
  ), shown AS (
    INSERT INTO appointments AS known (appointment_id, patient_id, user_id, doctor_id, status, notes, date, time,
                                       created_at, updated_at)
    SELECT appointment_id, patient_id, user_id, doctor_id, status, notes, date, time,
           coalesce(created_at, updated_at) AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
      FROM told JOIN fresh USING (appointment_id)
    ON CONFLICT (appointment_id) DO UPDATE SET patient_id = excluded.patient_id, user_id = excluded.user_id,
           doctor_id = excluded.doctor_id, status = excluded.status, notes = coalesce(excluded.notes, known.notes),
           date = excluded.date, time = excluded.time, created_at = least(known.created_at, excluded.created_at),
           updated_at = excluded.updated_at
  )
  SELECT appointment_id, archived FROM fresh`;
