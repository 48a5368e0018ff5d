import type { BackupId } from '@careconnect/domain/ids.ts';
import type { Task } from '@careconnect/domain/processes/task.ts';
import type { Pool } from 'pg';

/** Nothing comes of these any more: asked for in a log that was restored since, or told by a broker that lost it. */
export const lostBackups = async (pool: Pool, now: string): Promise<Task[]> => {
  const { rows } = await pool.query<{ backupId: BackupId }>(
    `SELECT backup_id AS "backupId" FROM backup_logs
      WHERE status = 'PENDING' AND created_at < now() AT TIME ZONE 'UTC' - interval '1 hour'
        AND NOT EXISTS (SELECT FROM archiver.work WHERE work_id = backup_id)`,
  );
  const reason = 'nobody has taken it within an hour';
  return rows.map(({ backupId }) => ({ is: 'RecordBackup', command: { is: 'FailBackup', backupId, reason, at: now } }));
};

/** A drill just behind the first backup of a new system would prove little. */
export const isWorthADrill = async (pool: Pool): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `SELECT FROM backup_logs WHERE status = 'SUCCESS' AND updated_at < now() AT TIME ZONE 'UTC' - interval '1 hour' LIMIT 1`,
  );
  return rowCount === 1;
};
