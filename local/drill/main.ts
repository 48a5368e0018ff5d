import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Manifest, newestManifest } from '@careconnect/archiver/backup/manifest.ts';
import { targetAt } from '@careconnect/archiver/target/address.ts';
import { BadBackup } from '@careconnect/archiver/target/parcel.ts';
import { asking } from '@careconnect/archiver/work/ask.ts';
import { backupId, drillId } from '@careconnect/domain/ids.ts';
import { queueOf, type Task, taskQueues } from '@careconnect/domain/processes/task.ts';
import { ConfigError, type ConfigOf, readConfig, text, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { createTaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import type { Pool } from 'pg';
import { CannotStart } from '../system/failure.ts';
import { folderAt } from '../system/folder.ts';
import { whoRuns } from '../system/lock.ts';
import { readSecrets } from '../system/secrets.ts';
import { type Drilled, drill } from './drill.ts';

/** What a drill of another system is told. */
export const environment = {
  EVENTSTORE_URL: url('esdb', 'esdb+discover'),
  DATABASE_URL: url('postgres', 'postgresql'),
  MASTER_KEY: masterKeys(),
  BACKUP_TARGET: text(),
  BACKUP_S3_ENDPOINT: text().optional(),
  BACKUP_KEY: key(),
  DRILL_EVENTSTORE_URL: url('esdb', 'esdb+discover').optional(),
  DRILL_DATABASE_URL: url('postgres', 'postgresql').optional(),
};
type Places = ConfigOf<typeof environment>;

/** Drills the newest backup, has the outcome recorded, and answers the exit code. */
export const runDrill = async (root: string, args: string[]): Promise<number> => {
  try {
    const { differences } = await drillNewest(await placesIn(resolve(root, dirFrom(args))));
    return differences.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof CannotStart || error instanceof ConfigError ? error.message : error);
    return 1;
  }
};

const dirFrom = (args: string[]): string => {
  try {
    return parseArgs({ args, options: { dir: { type: 'string', default: '.careconnect' } } }).values.dir;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm run drill -- --help tells more)`);
  }
};

/** Those of the environment, or of the system that runs in the folder. */
const placesIn = async (root: string): Promise<Places> => {
  if (process.env.DATABASE_URL) return readConfig(environment, process.env);
  const [running, secrets, folder] = [await whoRuns(root), readSecrets(root), folderAt(root)];
  if (!running?.eventStoreUrl || !running.databaseUrl || !secrets)
    throw new CannotStart(`CareConnect does not run in ${root}${running ? ' yet' : ''}. Start it first: npm start`);
  if (!existsSync(folder.backups)) throw new CannotStart('There is no backup yet.');
  const { eventStoreUrl, databaseUrl } = running;
  return readConfig(environment, {
    ...process.env,
    ...{ EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl, MASTER_KEY: secrets.masterKey },
    ...{ BACKUP_TARGET: folder.backups, BACKUP_KEY: secrets.backupKey },
  });
};

const drillNewest = async (places: Places): Promise<Drilled> => {
  const { DATABASE_URL: databaseUrl, BACKUP_KEY, BACKUP_TARGET, BACKUP_S3_ENDPOINT, MASTER_KEY } = places;
  const target = targetAt(BACKUP_TARGET, BACKUP_S3_ENDPOINT);
  const { newest } = await newestManifest(target, BACKUP_KEY);
  if (!newest) throw new CannotStart('There is no backup yet.');
  console.log(`Backup ${newest.backupId} of ${newest.takenAt}: ${newest.log.events} events`);
  const store = connectEventStore({ url: places.EVENTSTORE_URL });
  const pool = createPool({ url: databaseUrl, statementTimeoutMs: 600_000 });
  const began = Date.now();
  try {
    const more = { eventStoreUrl: places.DRILL_EVENTSTORE_URL, serverUrl: places.DRILL_DATABASE_URL };
    const drilling = { live: { store, pool, databaseUrl }, target, key: BACKUP_KEY, masterKeys: MASTER_KEY, ...more };
    const drilled = await drill(drilling, newest).catch(unlessBad);
    for (const difference of drilled.differences) console.log(difference);
    await record(pool, databaseUrl, newest, drilled, Math.ceil((Date.now() - began) / 1_000));
    const { events, tables, rows, differences } = drilled;
    console.log(`drill: ${events} events, ${rows} rows of ${tables} tables, ${differences.length} differences`);
    return drilled;
  } finally {
    await Promise.all([store.close(), pool.end()]);
  }
};

/** That a backup cannot be restored is what a drill is there to find out. */
const unlessBad = (error: unknown): Drilled => {
  if (!(error instanceof BadBackup)) throw error;
  return { events: 0, tables: 0, rows: 0, differences: [error.message] };
};

const mostNamed = 20;

const record = async (pool: Pool, databaseUrl: string, manifest: Manifest, drilled: Drilled, seconds: number) => {
  const queues = createTaskQueues<Task>({
    ...{ databaseUrl, applicationName: 'drill', ...taskQueues, queueOf },
    onFault: (error) => console.error(error.message),
  });
  const { events, tables, differences } = drilled;
  const command = {
    ...({ is: 'NoteDrill', drillId: drillId(randomUUID()), backupId: backupId(manifest.backupId) } as const),
    ...{ events, tables, seconds, differences: differences.slice(0, mostNamed), at: new Date().toISOString() },
  } as const;
  await queues.open();
  await inTransaction(pool, (client) => asking(queues)(client, [{ is: 'RecordBackup', command }]));
  await queues.close();
};
