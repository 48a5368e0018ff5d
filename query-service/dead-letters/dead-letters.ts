import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, lastPlace, momentAt, pageOf, placeOf } from '../reading/page.ts';

export const deadLetterStates = ['waiting', 'replayed', 'dismissed'] as const;
export type DeadLetterState = (typeof deadLetterStates)[number];

export type DeadLettersWanted = { state?: DeadLetterState; limit: number; after?: string };

type Row = {
  dead_letter_id: string;
  queue: string;
  message_id: string;
  routing_key: string;
  subject: string | null;
  attempts: number;
  reason: string;
  died_at: Instant;
  state: DeadLetterState;
  decided_by: string | null;
  decider: string | null;
  decided_at: Instant | null;
  note: string | null;
  place: string;
};

/** Messages that were given up and what became of them, the latest first. */
export const deadLetters = async (pool: Pool, { state, limit, after }: DeadLettersWanted) => {
  const [diedAt, id] = keysAfter(after, ['place', 'id'], [lastPlace, lastId]);
  // Spelled out, for few wait and each state has its part of an index.
  const ofState = state === undefined ? '' : `AND state = '${state}'`;
  const { rows } = await pool.query<Row>(sql(ofState), [limit + 1, diedAt, id]);
  return pageOf(rows, limit, ({ place, dead_letter_id }) => [place, dead_letter_id], deadLetterOf);
};

const deadLetterOf = (row: Row) => ({
  deadLetterId: row.dead_letter_id,
  queue: row.queue,
  messageId: row.message_id,
  routingKey: row.routing_key,
  subject: row.subject,
  attempts: row.attempts,
  reason: row.reason,
  diedAt: row.died_at,
  state: row.state,
  decided:
    row.decided_by && row.decided_at
      ? { by: { userId: row.decided_by, name: row.decider }, at: row.decided_at, note: row.note }
      : null,
});

const sql = (ofState: string) => `
  WITH shown AS (
    SELECT * FROM messaging.dead_letters
     WHERE (died_at, dead_letter_id) < (${momentAt('$2')}, $3::uuid) ${ofState}
     ORDER BY died_at DESC, dead_letter_id DESC LIMIT $1
  )
  SELECT dead_letter_id, queue, message_id, routing_key, subject, attempts, reason, read.iso(died_at) AS died_at, state, decided_by, name AS decider, read.iso(decided_at) AS decided_at,
         note, ${placeOf('died_at')} AS place
    FROM shown LEFT JOIN app_users ON user_id = decided_by
   ORDER BY shown.died_at DESC, dead_letter_id DESC`;
