import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

export type MySessionsWanted = { userId: string; now: string; limit: number; after?: string };

/** Null once the person is erased. */
type From = { device: string | null; network: string | null };

type Row = {
  session_id: string;
  sealed: { device: unknown; network: unknown };
  started_at: string;
  used_at: string;
  ends_at: string;
};

/** Where the account is signed in at present, the latest first. Only its owner is shown from where. */
export const mySessions = async (pool: Pool, vault: Vault, { userId, now, limit, after }: MySessionsWanted) => {
  const [startedAt, sessionId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T00:00:00.000Z', lastId]);
  const { rows } = await pool.query<Row>({
    name: 'my-sessions',
    text,
    values: [userId, now, startedAt, sessionId, limit + 1],
  });
  const opened = await vault.open(rows.map(({ sealed }) => asTold({ userId, ...sealed })));
  const shown = rows.map((row, k) => ({ ...row, from: opened[k]?.data as From }));
  return pageOf(shown, limit, ({ started_at, session_id }) => [started_at, session_id], sessionOf);
};

/** The vault opens fields where they were sealed: in the event that told them. */
const asTold = (data: object) => ({ type: 'SessionStarted', data }) as Parameters<Vault['open']>[0][number];

const sessionOf = ({ session_id, from, started_at, used_at, ends_at }: Row & { from: From }) => ({
  sessionId: session_id,
  device: from.device,
  network: from.network,
  startedAt: started_at,
  usedAt: used_at,
  endsAt: ends_at,
});

const text = `
  SELECT session_id, sealed, read.iso(started_at) AS started_at, read.iso(used_at) AS used_at, read.iso(ends_at) AS ends_at
    FROM sessions.sessions mine LEFT JOIN sessions.eras USING (user_id)
   WHERE mine.user_id = $1 AND ended_at IS NULL AND ends_at > $2::timestamptz AND mine.era >= coalesce(eras.era, 0)
     AND (mine.started_at, session_id) < ($3::timestamptz, $4::uuid)
   ORDER BY mine.started_at DESC, session_id DESC LIMIT $5`;
