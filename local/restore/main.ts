import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Manifest, manifestOf, newestManifest, readManifest } from '@careconnect/archiver/backup/manifest.ts';
import { NotEmpty } from '@careconnect/archiver/restore/empty.ts';
import { restoreBackup } from '@careconnect/archiver/restore/restore.ts';
import { targetAt } from '@careconnect/archiver/target/address.ts';
import { BadBackup } from '@careconnect/archiver/target/parcel.ts';
import { MissingFile, type Target } from '@careconnect/archiver/target/target.ts';
import { ConfigError, readConfig, text, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { BrokenChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import { CannotStart } from '../system/failure.ts';
import { repository } from '../system/node-process.ts';
import { type Places, withFoundations } from './foundations.ts';

const options = { dir: { type: 'string' }, backup: { type: 'string' } } as const;

/** Restores and answers the exit code. */
export const runRestore = async (args: string[]): Promise<number> => {
  try {
    const { from, dir, backup } = optionsFrom(args);
    if (dir) await withFoundations(dir, (places) => restore(places, from, backup));
    else await restore(readConfig(environment, process.env), from, backup);
    return 0;
  } catch (error) {
    console.error(isExplained(error) ? error.message : error);
    return 1;
  }
};

const environment = {
  EVENTSTORE_URL: url('esdb', 'esdb+discover'),
  DATABASE_URL: url('postgres', 'postgresql'),
  BACKUP_KEY: key().describe('proves the backup'),
  BACKUP_S3_ENDPOINT: text().optional(),
};

const isExplained = (error: unknown): error is Error =>
  [CannotStart, BadBackup, NotEmpty, BrokenChain, MissingFile, ConfigError].some((kind) => error instanceof kind);

const optionsFrom = (args: string[]) => {
  const { values, positionals } = parsed(args);
  const [given, ...more] = positionals;
  if (!given || more.length > 0)
    throw new CannotStart('Name one folder: npm run restore -- FOLDER (--help tells more)');
  const here = process.env.INIT_CWD ?? process.cwd();
  const from = given.startsWith('s3://') ? given : resolve(here, given);
  if (!from.startsWith('s3://') && !existsSync(from)) throw new CannotStart(`There is no folder ${from}`);
  return { from, dir: values.dir === undefined ? undefined : resolve(here, values.dir), backup: values.backup };
};

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm run restore -- --help tells more)`);
  }
};

const restore = async (places: Places, from: string, backup: string | undefined): Promise<void> => {
  const { EVENTSTORE_URL, DATABASE_URL, BACKUP_KEY, BACKUP_S3_ENDPOINT } = places;
  const target = targetAt(from, BACKUP_S3_ENDPOINT);
  const manifest = await chosen(target, BACKUP_KEY, backup);
  console.log(`Backup ${manifest.backupId} of ${manifest.takenAt}: ${manifest.log.events} events`);
  await migrate(DATABASE_URL, join(repository, 'schema/migrations'));
  const store = connectEventStore({ url: EVENTSTORE_URL });
  try {
    await restoreBackup(
      { store, databaseUrl: DATABASE_URL, target, key: BACKUP_KEY, onProgress: inTenths() },
      manifest,
    );
  } finally {
    await store.close();
  }
  console.log('Start the system: its projectors make all other rows from the log.');
  console.log(`restore: ${manifest.log.events} events, ${Object.keys(manifest.rows.tables).length} tables`);
};

/** The newest that is good; of the others it is told what is wrong. */
const chosen = async (target: Target, key: Buffer, backup: string | undefined): Promise<Manifest> => {
  if (backup) return readManifest(target, key, manifestOf(backup));
  const { newest, bad } = await newestManifest(target, key);
  for (const fault of bad) console.error(fault);
  if (newest && bad.length === 0) return newest;
  if (newest) throw new CannotStart(`Name the backup, as not all are good: --backup ${newest.backupId}`);
  throw new CannotStart('There is no backup that could be restored.');
};

const inTenths = () => {
  let told = 0;
  return (done: number, of: number): void => {
    const tenth = Math.floor((done * 10) / of);
    if (tenth > told) console.log(`  ${String(tenth * 10).padStart(3)} %  ${done} of ${of} events`);
    told = tenth;
  };
};
