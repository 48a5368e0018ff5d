import type { EventStore, StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { type Difference, keyOf } from '@careconnect/platform/rebuild/compare.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import type { Pool } from 'pg';
import { freshDatabase } from '../../support/postgres.ts';

type Suspect = Difference & { select: string; live: object | null; same: boolean; since: StoredEvent | null };

/**
 * The event from which on the rows are not what the log makes of them: the whole log is replayed event by event, and of every
 * row that differs it is seen until when it was as it still stands in the live tables.
 */
export const firstCause = async (
  readModel: ReadModel,
  store: EventStore,
  differences: readonly Difference[],
): Promise<StoredEvent | null> => {
  const database = await freshDatabase();
  const pool = createPool({ url: database.url });
  try {
    const suspects = await Promise.all(differences.map((difference) => suspectOf(pool, difference)));
    const handle = readModel.handleIn(readModel.schemas.join(', '));
    for await (const event of wholeLog(store, readModel.streamPrefixes)) {
      const opened = (await readModel.open?.([event])) ?? [event];
      await inTransaction(pool, (client) => handle(client, opened));
      for (const suspect of suspects) await look(pool, suspect, event);
    }
    const causes = suspects.flatMap(({ since }) => since ?? []);
    return causes.toSorted((a, b) => (a.position.prepare < b.position.prepare ? -1 : 1))[0] ?? null;
  } finally {
    await pool.end();
    await database.drop();
  }
};

const suspectOf = async (pool: Pool, difference: Difference): Promise<Suspect> => {
  const [schema = '', name = ''] = difference.table.split('.');
  const key = await inTransaction(pool, (client) => keyOf(client, schema, name));
  const select = `SELECT to_jsonb(t) AS row FROM ${difference.table} t WHERE ${key} = $1`;
  return { ...difference, select, same: difference.live === null, since: null };
};

const look = async (pool: Pool, suspect: Suspect, event: StoredEvent): Promise<void> => {
  const { rows } = await pool.query<{ row: object }>(suspect.select, [suspect.key]);
  const [now = null] = rows.map(({ row }) => row);
  const same = JSON.stringify(now) === JSON.stringify(suspect.live);
  if (same) suspect.since = null;
  else if (suspect.same || (!suspect.since && now)) suspect.since = event;
  suspect.same = same;
};

async function* wholeLog(store: EventStore, streamPrefixes: string[] | undefined): AsyncGenerator<StoredEvent> {
  const ending = new AbortController();
  try {
    for await (const item of store.subscribe({
      after: 'start',
      signal: ending.signal,
      ...(streamPrefixes ? { streamPrefixes } : {}),
    })) {
      if (item.kind === 'event') yield item.event;
      if (item.kind === 'caughtUp') return;
    }
  } finally {
    ending.abort();
  }
}
