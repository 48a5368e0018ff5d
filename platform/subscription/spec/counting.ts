import type { EventStore } from '../../event-store/event-store.ts';
import { createPool } from '../../postgres/postgres.ts';
import type { ProjectionOptions } from '../runner.ts';

type Handle = ProjectionOptions['handle'];

/** Writes a row per event into a table that would show every gap and every double. */
export const count: Handle = async (client, events) => {
  await client.query('INSERT INTO seen (n) SELECT unnest($1::int[])', [
    events.map(({ data }) => (data as { n: number }).n),
  ]);
};

export const countingTable = 'CREATE TABLE seen (place bigserial, n int)';

export const options = (store: EventStore, url: string, streamPrefixes: string[]): ProjectionOptions => ({
  name: 'counting',
  store,
  pool: createPool({ url, max: 2 }),
  streamPrefixes,
  handle: count,
});
