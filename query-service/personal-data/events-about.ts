import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import type { Whose } from './whose.ts';

/** An event as it is shown to those it is about: opened, without what proves who they are. */
export type Shown = {
  stream: string;
  revision: number;
  type: string;
  recordedAt: string | null;
  /** Null when no person acted. */
  by: { userId: string; role: string } | null;
  data: object;
};

type Row = {
  commit_position: string;
  prepare_position: string;
  stream_name: string;
  revision: string;
  type: string;
  recorded_at: string | null;
  actor_id: string | null;
  actor_role: string | null;
  data: object;
};

const pageSize = 200;

/** All that the log holds about them, in its order, a page in memory at a time. */
export async function* eventsAbout(pool: Pool, vault: Vault, whose: Whose): AsyncGenerator<Shown> {
  const others = [...whose.patientIds, ...whose.contactIds];
  const all = [whose.userId, ...others];
  let [commit, prepare] = ['-1', '-1'];
  for (;;) {
    const values = [others, all, commit, prepare, pageSize];
    const { rows } = await pool.query<Row>({ name: 'events-about', text, values });
    const opened = await vault.open(rows as unknown as Parameters<Vault['open']>[0]);
    for (const [k, row] of rows.entries()) yield shown(row, opened[k]?.data as object);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    [commit, prepare] = [last.commit_position, last.prepare_position];
  }
}

const shown = (row: Row, data: object): Shown => ({
  stream: row.stream_name,
  revision: Number(row.revision),
  type: row.type,
  recordedAt: row.recorded_at,
  by: row.actor_id === null ? null : { userId: row.actor_id, role: row.actor_role ?? '' },
  data: Object.fromEntries(Object.entries(data).filter(([field]) => !proofs.includes(field))),
});

/** Whoever finds the file on a disk must not be able to sign in with it. */
const proofs = ['passwordHash', 'secret', 'recovery', 'asked'];

// What patients do names their doctor too: it is about the patients, and shown to them alone. Spelled as the two indexes are.
const text = `
  WITH about AS MATERIALIZED (
    SELECT commit_position, prepare_position FROM journal.events
     WHERE subjects && $1::uuid[] AND category IN ('doctorDay', 'patientVisits', 'payment', 'feedback')
       AND (commit_position, prepare_position) > ($3::bigint, $4::bigint)
     UNION
    SELECT commit_position, prepare_position FROM journal.events
     WHERE subjects && $2::uuid[]
       AND (category NOT IN ('doctorDay', 'patientVisits', 'payment', 'feedback') OR type IN ('TimeBlocked', 'TimeUnblocked'))
       AND (commit_position, prepare_position) > ($3::bigint, $4::bigint)
  ), page AS (
    SELECT * FROM about ORDER BY commit_position, prepare_position LIMIT $5
  )
  SELECT commit_position, prepare_position, stream_name, revision, type, read.iso(recorded_at) AS recorded_at, actor_id,
         actor_role, data
    FROM page JOIN journal.events USING (commit_position, prepare_position)
   ORDER BY commit_position, prepare_position`;
