import type { By } from '@careconnect/domain/day/events.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

type Row = {
  backup_id: string;
  status: 'PENDING' | 'SUCCESS' | 'FAILURE';
  error_message: string | null;
  started_at: string;
  finished_at: string | null;
  asked_by: By | null;
  events: number | null;
  bytes: number | null;
  seconds: number | null;
  drilled_at: string | null;
  drill_seconds: number | null;
  differences: string[] | null;
};

/** Backups and what came of them, latest first. */
export const backups = async (pool: Pool, { limit, after }: { limit: number; after?: string }) => {
  const [startedAt, backupId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T00:00:00.000Z', lastId]);
  const { rows } = await pool.query<Row>({ name: 'backups', text, values: [startedAt, backupId, limit + 1] });
  return pageOf(rows, limit, ({ started_at, backup_id }) => [started_at, backup_id], backupOf);
};

const backupOf = (row: Row) => ({
  backupId: row.backup_id,
  status: row.status,
  error: row.error_message,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  by: askedBy(row.asked_by),
  events: row.events,
  bytes: row.bytes,
  seconds: row.seconds,
  drill: row.drilled_at === null ? null : drillOf(row, row.drilled_at),
});

const drillOf = ({ drill_seconds, differences }: Row, drilledAt: string) => ({
  drilledAt,
  seconds: drill_seconds,
  differences: differences ?? [],
});

const askedBy = (by: By | null): Role | 'POLICY' => (by && 'role' in by ? by.role : 'POLICY');

const text = `
  SELECT backup_id, status, error_message, read.iso(started_at) AS started_at, read.iso(finished_at) AS finished_at, asked_by,
         events::float8, bytes::float8, seconds, read.iso(drilled_at) AS drilled_at, drill_seconds, differences
    FROM read.backup_details details JOIN backup_logs USING (backup_id)
   WHERE (details.started_at, backup_id) < ($1::timestamptz, $2::uuid)
   ORDER BY details.started_at DESC, backup_id DESC LIMIT $3`;
