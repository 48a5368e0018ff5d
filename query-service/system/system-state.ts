import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';

/** `unowned`: no process has told for a while that it keeps it in step. `withdrawn`: it tells of a log that is gone. */
export const projectionStates = [
  ...['live', 'catching-up', 'retrying', 'rebuilding', 'stopped'],
  ...['unowned', 'withdrawn'],
] as const;

type ProjectionRow = {
  name: string;
  state: (typeof projectionStates)[number];
  problem: string | null;
  position: string | null;
  eventsBehind: number;
  secondsBehind: number | null;
  movedAt: Instant;
};
type BackupRow = {
  succeededAt: Instant | null;
  failedAt: Instant | null;
  drilledAt: Instant | null;
  differences: number | null;
};
type Letters = { state: 'due' | 'sent' | 'failed' | 'skipped'; letters: number; overdue: number };

/** How the projections fare, what waits in the ledger of letters and for an admin, and how old the last backup is. */
export const systemState = async (pool: Pool) => {
  const [projections, letters, putOff, deadLetters, availability, backups] = await Promise.all([
    pool.query<ProjectionRow>({ name: 'system-projections', text: projectionsSql }),
    pool.query<Letters>({ name: 'system-letters', text: lettersSql }),
    pool.query<{ reason: string; letters: number }>({ name: 'system-put-off', text: putOffSql }),
    pool.query<{ queue: string; waiting: number }>({ name: 'system-dead-letters', text: deadLettersSql }),
    pool.query<{ overdue: number }>({ name: 'system-availability', text: availabilitySql }),
    pool.query<BackupRow>({ name: 'system-backups', text: backupsSql }),
  ]);
  return {
    projections: projections.rows,
    letters: letters.rows,
    lettersPutOff: putOff.rows,
    deadLetters: deadLetters.rows,
    doctorsToDerive: availability.rows[0]?.overdue ?? 0,
    backups: backups.rows[0] ?? { succeededAt: null, failedAt: null, drilledAt: null, differences: null },
  };
};

/** Counted up to here: whoever is further behind is far behind. */
export const mostEventsBehind = 10_000;

const projectionsSql = `
  SELECT name,
         CASE WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
              WHEN told_at IS NULL OR told_at < now() - interval '30 seconds' THEN 'unowned'
              ELSE told.state END AS state,
         told.problem, commit_position::text AS position,
         CASE WHEN told.state = 'live' THEN 0 ELSE (SELECT count(*)::integer
            FROM (SELECT FROM journal.events
                   WHERE events.commit_position > coalesce(checkpoints.commit_position, -1) LIMIT ${mostEventsBehind}) later
         ) END AS "eventsBehind",
         told.lag_seconds AS "secondsBehind", read.iso(updated_at) AS "movedAt"
    FROM projection.checkpoints LEFT JOIN projection.told USING (name) ORDER BY name`;

const putOffSql = `
  SELECT reason, count(*)::integer AS letters FROM notify.letters
   WHERE state = 'due' AND reason IS NOT NULL GROUP BY reason ORDER BY letters DESC, reason LIMIT 5`;

const backupsSql = `
  SELECT read.iso(max(finished_at) FILTER (WHERE status = 'SUCCESS')) AS "succeededAt",
         read.iso(max(finished_at) FILTER (WHERE status = 'FAILURE')) AS "failedAt",
         read.iso(max(drilled_at)) AS "drilledAt",
         (SELECT cardinality(differences) FROM read.backup_details
           WHERE drilled_at IS NOT NULL ORDER BY drilled_at DESC LIMIT 1) AS differences
    FROM read.backup_details JOIN backup_logs USING (backup_id)`;

const lettersSql = `
  SELECT state::text, count(*)::integer AS letters, count(*) FILTER (WHERE state = 'due' AND due_at < now() - interval '1 minute')::integer AS overdue
    FROM notify.letters GROUP BY state ORDER BY state`;

const deadLettersSql = `
  SELECT queue, count(*)::integer AS waiting FROM messaging.dead_letters WHERE state = 'waiting' GROUP BY queue ORDER BY queue`;

const availabilitySql = `
  SELECT count(*)::integer AS overdue FROM read.calendars LEFT JOIN availability.next_free known USING (doctor_id)
   WHERE known.position IS DISTINCT FROM calendars.position OR known.due_at <= now()`;
