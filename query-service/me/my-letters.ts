import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

export type MyLettersWanted = { userId: string; limit: number; after?: string };

export const letterStates = ['due', 'sent', 'failed', 'skipped'] as const;

type Row = {
  letter_id: string;
  kind: string;
  appointment_id: string | null;
  state: (typeof letterStates)[number];
  reason: string | null;
  created_at: Instant;
  settled_at: Instant | null;
  /** As Postgres has it: to the microsecond, which an instant of ours has not. */
  place: string;
};

/** What was written to an account and what became of it, the latest first. What a letter said is kept nowhere. */
export const myLetters = async (pool: Pool, { userId, limit, after }: MyLettersWanted) => {
  const [createdAt, letterId] = keysAfter(after, ['place', 'id'], ['253402300799999999', lastId]);
  const values = [userId, createdAt, letterId, limit + 1];
  const { rows } = await pool.query<Row>({ name: 'my-letters', text, values });
  return pageOf(rows, limit, ({ place, letter_id }) => [place, letter_id], letterOf);
};

const letterOf = ({ letter_id, kind, appointment_id, state, reason, created_at, settled_at }: Row) => ({
  letterId: letter_id,
  kind,
  appointmentId: appointment_id,
  state,
  reason: state === 'sent' ? null : reason,
  createdAt: created_at,
  settledAt: settled_at,
});

const text = `
  SELECT letter_id, kind, appointment_id, state, reason, read.iso(created_at) AS created_at,
         read.iso(settled_at) AS settled_at, (extract(epoch FROM created_at) * 1000000)::bigint AS place
    FROM notify.letters
   WHERE user_id = $1
     AND (created_at, letter_id) < ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::uuid)
   ORDER BY letters.created_at DESC, letter_id DESC LIMIT $4`;
