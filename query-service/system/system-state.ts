import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';

export const projectionStates = ['up-to-date', 'behind', 'withdrawn'] as const;

type Row = {
  name: string;
  commit_position: string | null;
  behind: string | null;
  moved_at: Instant;
  withdrawn: boolean;
};
type Letters = { state: 'due' | 'sent' | 'failed' | 'skipped'; letters: number; overdue: number };

/** How far each projection is, against the one that is furthest, and what waits in the ledger of letters. */
export const systemState = async (pool: Pool) => {
  const [projections, letters, deadLetters, availability] = await Promise.all([
    pool.query<Row>({ name: 'system-projections', text: projectionsSql }),
    pool.query<Letters>({ name: 'system-letters', text: lettersSql }),
    pool.query<{ queue: string; waiting: number }>({ name: 'system-dead-letters', text: deadLettersSql }),
    pool.query<{ overdue: number }>({ name: 'system-availability', text: availabilitySql }),
  ]);
  return {
    projections: projections.rows.map(({ name, commit_position, behind, moved_at, withdrawn }) => ({
      name,
      state: withdrawn ? ('withdrawn' as const) : behind === '0' ? ('up-to-date' as const) : ('behind' as const),
      position: commit_position,
      behind,
      movedAt: moved_at,
    })),
    letters: letters.rows,
    deadLetters: deadLetters.rows,
    doctorsToDerive: availability.rows[0]?.overdue ?? 0,
  };
};

const projectionsSql = `
  SELECT name, commit_position::text, (max(commit_position) OVER () - commit_position)::text AS behind,
         read.iso(updated_at) AS moved_at, withdrawn_at IS NOT NULL AS withdrawn
    FROM projection.checkpoints ORDER BY name`;

const lettersSql = `
  SELECT state::text, count(*)::integer AS letters, count(*) FILTER (WHERE state = 'due' AND due_at <= now())::integer AS overdue
    FROM notify.letters GROUP BY state ORDER BY state`;

const deadLettersSql = `
  SELECT queue, count(*)::integer AS waiting FROM messaging.dead_letters WHERE state = 'waiting' GROUP BY queue ORDER BY queue`;

const availabilitySql = `
  SELECT count(*)::integer AS overdue FROM read.calendars LEFT JOIN availability.next_free known USING (doctor_id)
   WHERE known.position IS DISTINCT FROM calendars.position OR known.due_at <= now()`;
