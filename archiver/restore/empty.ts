import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { kept, vault } from '@careconnect/schema/kept.ts';
import pg from 'pg';
import { tablesIn } from '../backup/tables.ts';

/** There is something already where a backup should be restored to. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/** @throws NotEmpty; what is there is never mixed with what is restored */
export const demandEmpty = async (store: EventStore, databaseUrl: string): Promise<void> => {
  if (await holdsEvents(store)) throw new NotEmpty('the event store holds events already');
  await inDatabase(databaseUrl, async (client) => {
    for (const table of [vault, ...(await tablesIn(client, kept))]) {
      const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
      if (rowCount !== 0) throw new NotEmpty(`the table ${table} holds rows already`);
    }
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM projection.checkpoints WHERE commit_position IS NOT NULL LIMIT 1',
    );
    if (rows[0]) throw new NotEmpty(`the projection ${rows[0].name} has read a log already`);
  });
};

const holdsEvents = async (store: EventStore): Promise<boolean> => {
  const ending = new AbortController();
  try {
    for await (const { kind } of store.subscribe({ after: 'start', signal: ending.signal })) {
      if (kind === 'event') return true;
      if (kind === 'caughtUp') return false;
    }
    return false;
  } finally {
    ending.abort();
  }
};

/** In one transaction. */
export const inDatabase = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, application_name: 'careconnect restore', keepAlive: true });
  client.on('error', () => {}); // the running query reports the loss
  await client.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end().catch(() => {});
  }
};
