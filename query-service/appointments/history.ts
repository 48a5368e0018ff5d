import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { By, DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { keysAfter, pageOf } from '../reading/page.ts';
import { visible } from './visible.ts';

export type HistoryWanted = { appointmentId: string; userId: string; role: Role; limit: number; after?: string };

/** How the appointment came to be what it is, event by event; null when there is none, or it is none of theirs. */
export const historyOf = async (pool: Pool, { appointmentId, userId, role, limit, after }: HistoryWanted) => {
  const [commit, prepare] = keysAfter(after, ['place', 'place'], ['0', '0']);
  const { rowCount, rows } = await pool.query<Row | NoEventYet>({
    name: 'history',
    text: sql,
    values: [appointmentId, userId, role, commit, prepare, limit + 1],
  });
  if (rowCount === 0) return null;
  return pageOf(
    rows.filter((row) => row.type !== null),
    limit,
    (row) => [row.commit_position, row.prepare_position],
    itemOf,
  );
};

type Row = Pick<DoctorDayEvent, 'type' | 'data'> & {
  revision: string;
  recorded_at: Instant;
  commit_position: string;
  prepare_position: string;
  actor_name: string | null;
  cancel_reason: string | null;
};
type NoEventYet = { type: null };

// The words of whoever cancelled stay sealed in the journal; the read model opened them, while their key was there.
const sql = `
  WITH shown AS (SELECT appointment_id, cancel_reason FROM read.appointment_details WHERE appointment_id = $1 AND ${visible})
  SELECT e.type, e.data, e.revision, read.iso(e.recorded_at) AS recorded_at, e.commit_position, e.prepare_position,
         account.name AS actor_name, shown.cancel_reason
    FROM shown
    LEFT JOIN journal.events e ON e.subjects @> ARRAY[$1]::uuid[] AND e.category = 'doctorDay'
          AND (e.commit_position, e.prepare_position) > ($4::bigint, $5::bigint)
    LEFT JOIN app_users account ON account.user_id = (e.data->'by'->>'userId')::uuid
   ORDER BY e.commit_position, e.prepare_position LIMIT $6`;

const itemOf = (row: Row) => ({
  type: row.type,
  at: happenedAt(row as unknown as DoctorDayEvent),
  revision: Number(row.revision),
  by: byWhom(row.data.by, row.actor_name),
  ...(row.type === 'AppointmentCancelled' || row.type === 'AppointmentRejected' ? { reason: row.cancel_reason } : {}),
  recordedAt: row.recorded_at,
});

const byWhom = (by: By, name: string | null) =>
  'role' in by ? { role: by.role, ...(name === null ? {} : { name }) } : by;

const happenedAt = ({ type, data }: DoctorDayEvent): Instant => {
  switch (type) {
    case 'AppointmentRequested':
      return data.requestedAt;
    case 'AppointmentAccepted':
      return data.acceptedAt;
    case 'AppointmentConfirmed':
      return data.confirmedAt;
    case 'AppointmentCancelled':
      return data.cancelledAt;
    case 'AppointmentRejected':
      return data.rejectedAt;
    case 'AppointmentExpired':
      return data.expiredAt;
    case 'AppointmentRescheduled':
      return data.rescheduledAt;
    case 'AppointmentMovedIn':
    case 'AppointmentMovedOut':
      return data.movedAt;
    case 'AppointmentMoveUndone':
      return data.undoneAt;
    case 'AppointmentStayed':
      return data.stayedAt;
    case 'PatientCheckedIn':
      return data.checkedInAt;
    case 'AppointmentCompleted':
      return data.completedAt;
    case 'PatientDidNotShow':
      return data.notedAt;
    case 'AppointmentArchived':
      return data.archivedAt;
    case 'TimeBlocked':
      return data.blockedAt;
    case 'TimeUnblocked':
      return data.unblockedAt;
    case 'ClaimForgone':
      return data.forgoneAt;
    default:
      return assertNever(type);
  }
};
