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
type Waiting = { due: number; late: number; putOff: { reason: string; letters: number }[] };
type Settled = { state: 'sent' | 'failed' | 'skipped'; letters: number };

/** How the projections fare, what waits in the ledger of letters and for an admin, what could not be given back, and how old the last backup is. Asked every few seconds, at any age of the clinic. */
export const systemState = async (pool: Pool) => {
  const [projections, waiting, settled, deadLetters, refunds, availability, backups] = await Promise.all([
    pool.query<ProjectionRow>({ name: 'system-projections', text: projectionsSql }),
    pool.query<Waiting>({ name: 'system-letters-due', text: lettersDueSql }),
    pool.query<Settled>({ name: 'system-letters-settled', text: lettersSettledSql }),
    pool.query<{ queue: string; waiting: number }>({ name: 'system-dead-letters', text: deadLettersSql }),
    pool.query<{ refused: number }>({ name: 'system-refunds', text: refundsSql }),
    pool.query<{ overdue: number }>({ name: 'system-availability', text: availabilitySql }),
    pool.query<BackupRow>({ name: 'system-backups', text: backupsSql }),
  ]);
  const { due, late, putOff } = waiting.rows[0] ?? { due: 0, late: 0, putOff: [] };
  return {
    projections: projections.rows,
    letters: { due, late, lastWeek: settled.rows },
    lettersPutOff: putOff,
    deadLetters: deadLetters.rows,
    refundsRefused: refunds.rows[0]?.refused ?? 0,
    doctorsToDerive: availability.rows[0]?.overdue ?? 0,
    backups: backups.rows[0] as BackupRow,
  };
};

/** Counted up to one more: there are many. */
export const mostCounted = 10_000;
const enough = mostCounted + 1;

const projectionsSql = `
  SELECT name,
         CASE WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
              WHEN told_at IS NULL OR told_at < now() - interval '30 seconds' THEN 'unowned'
              ELSE told.state END AS state,
         told.problem, commit_position::text AS position,
         CASE WHEN told.state = 'live' THEN 0 ELSE (SELECT count(*)::integer
            FROM (SELECT FROM journal.events
                   WHERE events.commit_position > coalesce(checkpoints.commit_position, -1) LIMIT ${enough}) later
         ) END AS "eventsBehind",
         told.lag_seconds AS "secondsBehind", read.iso(updated_at) AS "movedAt"
    FROM projection.checkpoints LEFT JOIN projection.told USING (name) ORDER BY name`;

// The longest due first: those that are late are among them.
const lettersDueSql = `
  WITH due AS MATERIALIZED (
    SELECT due_at, reason FROM notify.letters WHERE state = 'due' ORDER BY due_at LIMIT ${enough}
  ), put_off AS (
    SELECT reason, count(*)::integer AS letters FROM due WHERE reason IS NOT NULL
     GROUP BY reason ORDER BY letters DESC, reason LIMIT 5
  )
  SELECT count(*)::integer AS due, count(*) FILTER (WHERE due_at < now() - interval '1 minute')::integer AS late,
         (SELECT coalesce(json_agg(put_off), '[]') FROM put_off) AS "putOff"
    FROM due`;

const lettersSettledSql = `
  SELECT state::text, letters FROM unnest('{sent,failed,skipped}'::notify.letter_state[]) AS settled (state),
         LATERAL (SELECT count(*)::integer AS letters
                    FROM (SELECT FROM notify.letters
                           WHERE state = settled.state AND created_at > now() - interval '7 days' LIMIT ${enough}) recent) counted`;

// Back from the last one, no further than the last that succeeded.
const backupsSql = `
  WITH succeeded AS (
    SELECT started_at, finished_at FROM read.backup_details JOIN backup_logs USING (backup_id)
     WHERE status = 'SUCCESS' ORDER BY started_at DESC LIMIT 1
  ), drilled AS (
    SELECT drilled_at, differences FROM read.backup_details WHERE drilled_at IS NOT NULL ORDER BY drilled_at DESC LIMIT 1
  )
  SELECT (SELECT read.iso(finished_at) FROM succeeded) AS "succeededAt",
         (SELECT read.iso(max(finished_at)) FROM read.backup_details later
           WHERE started_at > coalesce((SELECT started_at FROM succeeded), '-infinity')
             AND (SELECT status FROM backup_logs WHERE backup_id = later.backup_id) = 'FAILURE') AS "failedAt",
         (SELECT read.iso(drilled_at) FROM drilled) AS "drilledAt",
         (SELECT cardinality(differences) FROM drilled) AS differences`;

const deadLettersSql = `
  SELECT queue, count(*)::integer AS waiting FROM messaging.dead_letters WHERE state = 'waiting' GROUP BY queue ORDER BY queue`;

const refundsSql = `
  SELECT count(*)::integer AS refused
    FROM (SELECT FROM read.payment_details
           WHERE state = 'REFUND_DUE' AND refund_refusal IS NOT NULL LIMIT ${enough}) due`;

const availabilitySql = `
  SELECT count(*)::integer AS overdue FROM read.calendars LEFT JOIN availability.next_free known USING (doctor_id)
   WHERE known.position IS DISTINCT FROM calendars.position OR known.due_at <= now()`;
