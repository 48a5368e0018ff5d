import type { Readable } from 'node:stream';
import { kept, keptCheckpoints, vault } from '@careconnect/schema/kept.ts';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { store } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';
import type { Manifest, Place, Rows } from './manifest.ts';

type Snapshot = pg.Client;
export type KeptRows = Pick<Manifest, 'tables' | 'checkpoints'>;

/** Everything read within `work` is of one moment, whoever writes meanwhile. */
export const inSnapshot = async <T>(databaseUrl: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'careconnect backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', () => {}); // the running query reports the loss
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
};

/** The rows that no replay brings back, table by table. */
export const backUpTables = async (snapshot: Snapshot, target: Target, backupId: string): Promise<KeptRows> => {
  const tables: Rows[] = [];
  for (const table of await tablesIn(snapshot, kept))
    tables.push(await backUpTable(snapshot, target, table, `tables/${backupId}/${table}.copy.gz`));
  return { tables, checkpoints: await checkpointsIn(snapshot) };
};

export const backUpVault = (snapshot: Snapshot, target: Target, file: string): Promise<Rows> =>
  backUpTable(snapshot, target, vault, file);

export const tablesIn = async (client: Pick<pg.Client, 'query'>, schemas: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ name }) => name);
};

const backUpTable = async (snapshot: Snapshot, target: Target, table: string, file: string): Promise<Rows> => {
  const columns = await columnsOf(snapshot, table);
  const copying = snapshot.query(to(`COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${table}) TO STDOUT`));
  const parcel = await store(target, file, copying as Readable);
  return { ...parcel, table, columns, rows: copying.rowCount };
};

const columnsOf = async (snapshot: Snapshot, table: string): Promise<string[]> => {
  const { rows } = await snapshot.query<{ name: string }>(
    `SELECT attname::text AS name FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
};

export const quoted = (column: string): string => `"${column.replaceAll('"', '""')}"`;

const checkpointsIn = async (snapshot: Snapshot): Promise<Record<string, Place>> => {
  const { rows } = await snapshot.query<Place & { name: string }>(
    `SELECT name, commit_position::text AS commit, prepare_position::text AS prepare FROM projection.checkpoints
      WHERE name = ANY ($1) AND commit_position IS NOT NULL`,
    [keptCheckpoints],
  );
  return Object.fromEntries(rows.map(({ name, ...place }) => [name, place]));
};
