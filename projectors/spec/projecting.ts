import type { DomainEvent } from '@careconnect/domain/events.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool, PoolClient } from 'pg';
import { told } from './told.ts';

type Handle = (client: PoolClient, events: StoredEvent[]) => Promise<void>;
type Rows = Record<string, readonly object[]>;

/** Every way in which a projection may meet the same facts, but for one by one. The rows must never tell which one it was. */
const ways: Record<string, (events: StoredEvent[], given: number) => StoredEvent[][]> = {
  'as one batch': (events) => [events],
  'in two batches': (events, given) => [events.slice(0, given), events.slice(given)],
  'doubled (1 1 2 2)': (events) => events.flatMap((event) => [[event], [event]]),
  'doubled within a batch': (events) => [events.flatMap((event) => [event, event])],
  'restarted (1 2 3 1 2)': (events) => [...events, ...events.slice(0, -1)].map((event) => [event]),
  'restarted, in batches': (events) => [events, events.slice(0, -1), events.slice(-1)],
};

/**
 * `given(...events).when(...events).then({ table: rows })`: projects them in every way that can happen, expects the same
 * content of all tables of these schemas each time, and of each named table exactly these rows, as far as they are spelled out.
 * Answers them all.
 */
export const projecting = (schemas: readonly string[], handle: Handle) => {
  let database: FreshDatabase;
  let pool: Pool;
  before(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  /** In one transaction that is taken back: what `look` sees is gone afterwards. */
  const project = async <Seen = Rows>(batches: StoredEvent[][], look?: (client: PoolClient) => Promise<Seen>) => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      for (const batch of batches) if (batch.length > 0) await handle(client, batch);
      return (await (look ?? contentOf(schemas))(client)) as Seen;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };

  const given = (...past: DomainEvent[]) => ({
    when: (...news: DomainEvent[]) => ({
      // biome-ignore lint/suspicious/noThenProperty: a specification reads given, when, then
      then: async (expected: Rows): Promise<Rows> => {
        const events = told([...past, ...news]);
        const inOrder = await project(events.map((event) => [event]));
        for (const [way, batchesOf] of Object.entries(ways)) {
          expect(await project(batchesOf(events, past.length)), way).to.deep.equal(inOrder);
        }
        for (const [table, rows] of Object.entries(expected)) {
          expect(spelledOut(inOrder[table] ?? [], rows), table).to.have.deep.members(rows as object[]);
        }
        return inOrder;
      },
    }),
  });
  return { given, project };
};

const tablesOf = async (client: PoolClient, schemas: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ name }) => name);
};

const contentOf =
  (schemas: readonly string[]) =>
  async (client: PoolClient): Promise<Rows> => {
    const content: Rows = {};
    for (const table of await tablesOf(client, schemas)) {
      const { rows } = await client.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`);
      content[table.replace('public.', '')] = rows.map(({ row }) => row);
    }
    return content;
  };

/** The rows with those columns alone that any expected row names. */
const spelledOut = (rows: readonly object[], expected: readonly object[]): object[] => {
  const columns = new Set(expected.flatMap((row) => Object.keys(row)));
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column))));
};
