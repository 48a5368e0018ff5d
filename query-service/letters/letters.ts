import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, lastPlace, momentAt, pageOf, placeOf } from '../reading/page.ts';

export const letterStates = ['due', 'sent', 'failed', 'skipped'] as const;
export type LetterState = (typeof letterStates)[number];

export type LettersWanted = { userId?: string; state?: LetterState; limit: number; after?: string };

type Row = {
  letter_id: string;
  kind: string;
  channel: string;
  user_id: string;
  name: string | null;
  appointment_id: string | null;
  state: LetterState;
  reason: string | null;
  tries: number;
  resends: number;
  created_at: Instant;
  due_at: Instant;
  settled_at: Instant | null;
  place: string;
};

/** What was written, to one account or to all, and what became of it, the latest first. What a letter said is kept nowhere. */
export const letters = async (pool: Pool, { userId, state, limit, after }: LettersWanted) => {
  const [createdAt, letterId] = keysAfter(after, ['place', 'id'], [lastPlace, lastId]);
  const values: unknown[] = [limit + 1, createdAt, letterId];
  const conditions = [
    userId === undefined ? '' : `AND user_id = $${values.push(userId)}::uuid`,
    // Spelled out, for few fail and each state has its part of an index.
    state === undefined ? '' : `AND state = '${state}'`,
  ];
  const { rows } = await pool.query<Row>(sql(conditions.join(' ')), values);
  return pageOf(rows, limit, ({ place, letter_id }) => [place, letter_id], letterOf);
};

const letterOf = (row: Row) => ({
  letterId: row.letter_id,
  kind: row.kind,
  channel: row.channel,
  to: { userId: row.user_id, name: row.name },
  appointmentId: row.appointment_id,
  state: row.state,
  reason: row.state === 'sent' ? null : row.reason,
  tries: row.tries,
  resends: row.resends,
  createdAt: row.created_at,
  nextTryAt: row.state === 'due' ? row.due_at : null,
  settledAt: row.settled_at,
});

const sql = (conditions: string) => `
  WITH shown AS (
    SELECT * FROM notify.letters
     WHERE (created_at, letter_id) < (${momentAt('$2')}, $3::uuid) ${conditions}
     ORDER BY created_at DESC, letter_id DESC LIMIT $1
  )
  SELECT letter_id, kind, channel, shown.user_id, name, appointment_id, state, reason, tries, resends,
         read.iso(shown.created_at) AS created_at, read.iso(due_at) AS due_at, read.iso(settled_at) AS settled_at,
         ${placeOf('shown.created_at')} AS place
    FROM shown LEFT JOIN app_users USING (user_id)
   ORDER BY shown.created_at DESC, letter_id DESC`;
