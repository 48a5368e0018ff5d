import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

type Row = {
  feedback_id: string;
  comments: string | null;
  email: string | null;
  name: string | null;
  given_at: string;
};

/** What people wrote to the clinic, latest first. Nothing is left of those who were erased but that they wrote. */
export const messages = async (pool: Pool, { limit, after }: { limit: number; after?: string }) => {
  const [givenAt, feedbackId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T00:00:00.000Z', lastId]);
  const { rows } = await pool.query<Row>({ name: 'messages', text, values: [givenAt, feedbackId, limit + 1] });
  return pageOf(rows, limit, ({ given_at, feedback_id }) => [given_at, feedback_id], messageOf);
};

const messageOf = ({ feedback_id, comments, email, name, given_at }: Row) => ({
  feedbackId: feedback_id,
  comments,
  email,
  name,
  givenAt: given_at,
});

const text = `
  SELECT feedback_id, comments, email, name, read.iso(given_at) AS given_at
    FROM read.feedback_details details JOIN feedback USING (feedback_id)
   WHERE contact_id IS NOT NULL AND (details.given_at, feedback_id) < ($1::timestamptz, $2::uuid)
   ORDER BY details.given_at DESC, feedback_id DESC LIMIT $3`;
