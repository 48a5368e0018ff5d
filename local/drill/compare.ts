import type { EventStore, StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import type { Pool } from 'pg';

export type Compared = { count: number; differences: string[] };

/** The first so many events of both, in order: the same ones, in the same streams and revisions, with the same hashes. */
export const compareLogs = async (live: EventStore, restored: EventStore, count: number): Promise<Compared> => {
  const ending = new AbortController();
  const [ours, theirs] = [eventsOf(live, ending.signal), eventsOf(restored, ending.signal)];
  try {
    for (let n = 0; n < count; n += 1) {
      const [a, b] = await Promise.all([ours.next(), theirs.next()]);
      const [one, other] = [nameOf(a.value), nameOf(b.value)];
      if (one !== other) return { count: n, differences: [`event ${n + 1} of the log is ${other}, not ${one}`] };
    }
    return { count, differences: [] };
  } finally {
    ending.abort();
  }
};

async function* eventsOf(store: EventStore, signal: AbortSignal): AsyncGenerator<StoredEvent, undefined, void> {
  for await (const item of store.subscribe({ after: 'start', signal })) {
    if (item.kind === 'event') yield item.event;
    if (item.kind === 'caughtUp') return;
  }
}

const nameOf = (event: StoredEvent | undefined): string =>
  event ? `${event.streamName} ${event.revision} (${event.type}, ${hashOf(event).slice(0, 16)})` : 'missing';

/** Where the log of the backup ends in the live log. */
type Tip = { commit: string; prepare: string };

/**
 * All rows but those that somebody whom a later event names has a part in: live they may be others by now. So may those that name
 * nobody, as they count everybody: they are compared as long as nothing has happened. Each table is told
 * as a sum, so no row leaves its database; places in the log are others after a restore, and left out.
 */
export const compareRows = async (
  live: Pool,
  restored: Pool,
  schemas: readonly string[],
  tip: Tip,
): Promise<Compared & { rows: number }> => {
  const since = await namedSince(live, tip);
  const compared = { count: 0, rows: 0, differences: [] as string[] };
  for (const { table, ids } of await tablesIn(live, schemas)) {
    const text = sumOf(table, ids);
    const [ours, theirs] = await Promise.all(
      [live, restored].map(async (pool) => (await pool.query<Sum>(text, [since])).rows[0] as Sum),
    );
    compared.count += 1;
    compared.rows += Number(theirs?.rows ?? 0);
    if (ours?.sum !== theirs?.sum || ours?.rows !== theirs?.rows)
      compared.differences.push(`${table}: ${theirs?.rows} rows restored, ${ours?.rows} live`);
  }
  return compared;
};

type Sum = { rows: string; sum: string | null };

const places = `'{position,commit_position,prepare_position}'::text[]`;

const sumOf = (table: string, ids: readonly string[]): string => {
  const untouched = ids.map((id) => `(t.${id} IS NULL OR t.${id} <> ALL ($1::uuid[]))`).join(' AND ');
  return `SELECT count(*) AS rows, sum(hashtextextended((to_jsonb(t) - ${places})::text, 0)::numeric)::text AS sum
            FROM ${table} t WHERE ${untouched || 'cardinality($1::uuid[]) = 0'}`;
};

const namedSince = async (live: Pool, { commit, prepare }: Tip): Promise<string[]> => {
  const { rows } = await live.query<{ id: string }>(
    `SELECT DISTINCT unnest(subjects) AS id FROM journal.events
      WHERE (commit_position, prepare_position) > ($1::bigint, $2::bigint)`,
    [commit, prepare],
  );
  return rows.map(({ id }) => id);
};

/** Each with its columns that hold ids. */
const tablesIn = async (pool: Pool, schemas: readonly string[]): Promise<{ table: string; ids: string[] }[]> => {
  const { rows } = await pool.query<{ table: string; ids: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS "table",
            coalesce(array_agg(quote_ident(a.attname)) FILTER (WHERE a.atttypid = 'uuid'::regtype), '{}') AS ids
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ANY ($1) AND c.relkind = 'r' GROUP BY 1 ORDER BY 1`,
    [schemas],
  );
  return rows;
};
