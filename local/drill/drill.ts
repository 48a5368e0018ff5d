import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '@careconnect/archiver/backup/manifest.ts';
import { restoreBackup } from '@careconnect/archiver/restore/restore.ts';
import type { Target } from '@careconnect/archiver/target/target.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, type MasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { runProjection } from '@careconnect/platform/subscription/runner.ts';
import { readModels } from '@careconnect/projectors/read-models.ts';
import type { Pool } from 'pg';
import { startEventStore } from '../eventstore/server.ts';
import { repository } from '../system/node-process.ts';
import { compareLogs, compareRows } from './compare.ts';

export type Drilling = {
  live: { store: EventStore; pool: Pool; databaseUrl: string };
  target: Target;
  key: Buffer;
  masterKeys: MasterKeys;
  /** An empty one; a store of our own in a folder that is gone afterwards, unless given. */
  eventStoreUrl?: string | undefined;
  /** Names the Postgres in which the database for it is made; the live one's, unless given. */
  serverUrl?: string | undefined;
};

export type Drilled = { events: number; tables: number; rows: number; differences: string[] };

/** Restores a backup beside the live system, has every row made from it anew, and compares both; leaves nothing behind. */
export const drill = async (drilling: Drilling, manifest: Manifest): Promise<Drilled> => {
  const { live, target, key, masterKeys, serverUrl = live.databaseUrl } = drilling;
  return withStore(drilling.eventStoreUrl, (store) =>
    withDatabase(serverUrl, async (pool, databaseUrl) => {
      await restoreBackup({ store, databaseUrl, target, key }, manifest);
      const stopped = await replay(store, pool, masterKeys);
      if (stopped.length > 0) return { events: 0, tables: 0, rows: 0, differences: stopped };
      const log = await compareLogs(live.store, store, manifest.log.events);
      const tip = manifest.log.tip?.position ?? { commit: '-1', prepare: '-1' };
      const compared = await compareRows(live.pool, pool, ['public', 'read', 'sessions'], tip);
      const differences = [...log.differences, ...compared.differences];
      return { events: log.count, tables: compared.count, rows: compared.rows, differences };
    }),
  );
};

/** Every read model to the end of the log; answers why one stopped. */
const replay = async (store: EventStore, pool: Pool, masterKeys: MasterKeys): Promise<string[]> => {
  const vault = createVault({ pool, masterKeys, fields: personalFields });
  const ends = readModels(vault.open, () => {}).map(
    ({ name, schemas, streamPrefixes, open, handleIn }) =>
      new Promise<string[]>((resolve) => {
        const projection = runProjection({
          ...{ name, store, pool, handle: handleIn(schemas.join(', ')) },
          ...(streamPrefixes ? { streamPrefixes } : {}),
          ...(open ? { open } : {}),
          onStatus: ({ state, problem }) => {
            if (state === 'live' || state === 'stopped')
              setImmediate(() =>
                projection.stop().then(() => resolve(state === 'live' ? [] : [`${name} stops: ${problem}`])),
              );
          },
        });
      }),
  );
  return (await Promise.all(ends)).flat();
};

const withStore = async <T>(given: string | undefined, work: (store: EventStore) => Promise<T>): Promise<T> => {
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'careconnect-drill-')) : null;
  const own = folder ? await startEventStore({ data: folder }) : null;
  const store = connectEventStore({ url: given ?? own?.url ?? '' });
  try {
    return await work(store);
  } finally {
    await store.close();
    await own?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  }
};

const withDatabase = async <T>(serverUrl: string, work: (pool: Pool, url: string) => Promise<T>): Promise<T> => {
  const name = `drill_${randomUUID().replaceAll('-', '')}`;
  const server = createPool({ url: serverUrl, max: 1 });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await migrate(url.href, join(repository, 'schema/migrations'));
    const pool = createPool({ url: url.href, statementTimeoutMs: 600_000 });
    return await work(pool, url.href).finally(() => pool.end());
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.end();
  }
};
