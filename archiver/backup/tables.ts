import { Readable } from 'node:stream';
import type { Place } from '@careconnect/platform/event-store/line.ts';
import { kept, keptCheckpoints, vault } from '@careconnect/schema/kept.ts';
import pg from 'pg';
import { store } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';
import { copied } from './copy.ts';
import { counting } from './layout.ts';
import type { Manifest, Rows } from './manifest.ts';
import { type Dumping, fittingPgDump } from './pg-dump.ts';

type Snapshot = pg.Client;
export type BackingUpRows = Dumping & Readonly<{ target: Target }>;

/** Everything read within `work` is of one moment, whoever writes meanwhile. */
const inSnapshot = async <T>(databaseUrl: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> => {
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

/** The rows that no replay brings back. */
export const backUpTables = (needs: BackingUpRows, file: string): Promise<Pick<Manifest, 'rows' | 'checkpoints'>> =>
  inSnapshot(needs.databaseUrl, async (snapshot) => {
    const [checkpoints, tables] = [await checkpointsIn(snapshot), await tablesIn(snapshot, kept)];
    return { checkpoints, rows: await backUp(needs, snapshot, tables, file) };
  });

export const backUpVault = (needs: BackingUpRows, file: string): Promise<Rows> =>
  inSnapshot(needs.databaseUrl, (snapshot) => backUp(needs, snapshot, [vault], file));

const backUp = async (needs: BackingUpRows, snapshot: Snapshot, tables: string[], file: string): Promise<Rows> => {
  const pgDump = await fittingPgDump(needs, snapshot);
  const { pass, counts } = counting(tables);
  const content = pass(pgDump ? pgDump.rowsOf(tables) : copied(snapshot, tables));
  const parcel = await store(needs.target, file, Readable.from(content));
  return { ...parcel, madeBy: pgDump?.version ?? (await copyOf(snapshot)), tables: counts() };
};

const copyOf = async (snapshot: Snapshot): Promise<string> => {
  const { rows } = await snapshot.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  return `COPY (PostgreSQL) ${rows[0]?.version}`;
};

/** With their schemas, quoted as SQL has it. */
export const tablesIn = async (client: Pick<pg.Client, 'query'>, schemas: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ name }) => name);
};

const checkpointsIn = async (snapshot: Snapshot): Promise<Record<string, Place>> => {
  const { rows } = await snapshot.query<Place & { name: string }>(
    `SELECT name, commit_position::text AS commit, prepare_position::text AS prepare FROM projection.checkpoints
      WHERE name = ANY ($1) AND commit_position IS NOT NULL`,
    [keptCheckpoints],
  );
  return Object.fromEntries(rows.map(({ name, ...place }) => [name, place]));
};
