import type { Pool } from 'pg';

type Row = {
  letter_id: string;
  kind: string;
  channel: string;
  appointment_id: string | null;
  state: string;
  created_at: string;
  settled_at: string | null;
  place: string;
};

const pageSize = 200;

/** Which letters were written to an account, and what became of them. What they said is kept nowhere. */
export async function* lettersTo(pool: Pool, userId: string) {
  let [createdAt, letterId] = ['-infinity', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const values = [userId, createdAt, letterId, pageSize];
    const { rows } = await pool.query<Row>({ name: 'letters-to', text, values });
    for (const { letter_id, kind, channel, appointment_id, state, created_at, settled_at } of rows)
      yield {
        letterId: letter_id,
        kind,
        channel,
        appointmentId: appointment_id,
        state,
        createdAt: created_at,
        settledAt: settled_at,
      };
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    [createdAt, letterId] = [last.place, last.letter_id];
  }
}

const text = `
  SELECT letter_id, kind, channel, appointment_id, state, read.iso(created_at) AS created_at,
         read.iso(settled_at) AS settled_at, created_at AS place
    FROM notify.letters
   WHERE user_id = $1 AND (created_at, letter_id) > ($2::timestamptz, $3::uuid)
   ORDER BY notify.letters.created_at, letter_id LIMIT $4`;
