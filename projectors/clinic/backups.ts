import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';

/** Backups: `backup_logs`, and beside it who asked, how much it was, how long it took, and how the last drill ended. */
export const projectBackups = async (client: PoolClient, events: Recorded<BackupEvent>[]): Promise<void> => {
  if (events.length === 0) return;
  const rows = lastOfEach('backup_id', events.map(rowOf));
  await client.query({ name: 'backups', text: upsert, values: [records(rows)] });
};

type Row = {
  backup_id: string;
  position: string;
  updated_at: string;
  status: 'PENDING' | 'SUCCESS' | 'FAILURE';
  error_message?: string;
  started_at?: string;
  asked_by?: object;
  finished_at?: string;
  events?: number;
  bytes?: number;
  seconds?: number;
  drilled_at?: string;
  drill_seconds?: number;
  differences?: readonly string[];
};

const rowOf = (event: Recorded<BackupEvent>): Row => {
  const { type, data } = event;
  const row = { backup_id: data.backupId, position: placeOf(event) };
  switch (type) {
    case 'BackupStarted': {
      const { by: asked_by, startedAt: started_at } = data;
      return { ...row, status: 'PENDING', updated_at: started_at, started_at, asked_by };
    }
    case 'BackupSucceeded': {
      const { events, bytes, seconds, succeededAt: finished_at } = data;
      return { ...row, status: 'SUCCESS', updated_at: finished_at, finished_at, events, bytes, seconds };
    }
    case 'BackupFailed': {
      const { reason: error_message, failedAt: finished_at } = data;
      return { ...row, status: 'FAILURE', updated_at: finished_at, finished_at, error_message };
    }
    case 'BackupDrilled': {
      const { differences, seconds: drill_seconds, drilledAt: drilled_at } = data;
      // There is something to restore, so it had succeeded.
      return { ...row, status: 'SUCCESS', updated_at: drilled_at, drilled_at, drill_seconds, differences };
    }
    default:
      return assertNever(type);
  }
};

// What an event does not tell is NULL here, and keeps what was known.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (backup_id uuid, position bigint, updated_at timestamptz, status backup_status,
           error_message text, started_at timestamptz, asked_by jsonb, finished_at timestamptz, events bigint, bytes bigint,
           seconds integer, drilled_at timestamptz, drill_seconds integer, differences text[])
  ), fresh AS (
    INSERT INTO backup_details AS known (backup_id, started_at, asked_by, finished_at, events, bytes, seconds, drilled_at,
           drill_seconds, differences, position)
    SELECT backup_id, coalesce(started_at, updated_at), asked_by, finished_at, events, bytes, seconds, drilled_at,
           drill_seconds, differences, position FROM told
    ON CONFLICT (backup_id) DO UPDATE SET finished_at = coalesce(excluded.finished_at, known.finished_at),
           events = coalesce(excluded.events, known.events), bytes = coalesce(excluded.bytes, known.bytes),
           seconds = coalesce(excluded.seconds, known.seconds),
           drilled_at = coalesce(excluded.drilled_at, known.drilled_at),
           drill_seconds = coalesce(excluded.drill_seconds, known.drill_seconds),
           differences = coalesce(excluded.differences, known.differences), position = excluded.position
     WHERE known.position < excluded.position
    RETURNING backup_id
  )
  INSERT INTO backup_logs AS known (backup_id, backup_time, status, error_message, created_at, updated_at)
  SELECT backup_id, coalesce(started_at, updated_at) AT TIME ZONE 'UTC', status, error_message,
         coalesce(started_at, updated_at) AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (backup_id)
  ON CONFLICT (backup_id) DO UPDATE SET status = excluded.status,
         error_message = coalesce(excluded.error_message, known.error_message), updated_at = excluded.updated_at`;
