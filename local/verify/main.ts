import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyAll } from '@careconnect/archiver/backup/verify.ts';
import { verifyLog } from '@careconnect/archiver/backup/verify-log.ts';
import { targetAt } from '@careconnect/archiver/target/address.ts';
import { ConfigError, readConfig, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { CannotStart } from '../system/failure.ts';
import { folderAt } from '../system/folder.ts';
import { whoRuns } from '../system/lock.ts';
import { readSecrets } from '../system/secrets.ts';
import { examineEvidence, readEvidence } from './evidence.ts';

type Wanted = { log: string | null; backups: string | null; key: Buffer | null };

/** Examines and answers the exit code. */
export const runVerify = async (root: string, args: string[]): Promise<number> => {
  try {
    const given = parsed(args);
    if (given.values.evidence !== undefined) return await verifyEvidence(root, given.values.evidence, given.values);
    const wanted = await wantedFrom(root, given);
    const log = wanted.log ? await examineLog(wanted.log) : { events: 0, faults: [] };
    const backups = wanted.backups ? await examineBackups(wanted.backups, wanted.key) : { good: [], faults: [] };
    const faults = [...log.faults, ...backups.faults];
    for (const fault of faults) console.log(fault);
    console.log(`verify: ${log.events} events, ${backups.good.length} backups, ${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof CannotStart || error instanceof ConfigError ? error.message : error);
    return 1;
  }
};

type Named = { dir: string; offline: boolean };

/** Compares with the log a file that was exported from the journal; offline, looks at the file alone. */
const verifyEvidence = async (root: string, file: string, { dir, offline }: Named): Promise<number> => {
  const evidence = await readEvidence(resolve(here(), file));
  const { EVENTSTORE_URL } = readConfig(environment, process.env);
  const address = offline ? null : (EVENTSTORE_URL ?? (await runningIn(root, dir)));
  const store = address ? connectEventStore({ url: address }) : null;
  const { events, differences } = await examineEvidence(evidence, store).finally(() => store?.close());
  for (const difference of differences) console.log(difference);
  console.log(`verify: ${events} events, ${differences.length} differences${offline ? ' within the file' : ''}`);
  return differences.length === 0 ? 0 : 1;
};

const runningIn = async (root: string, dir: string): Promise<string> => {
  const folder = folderAt(resolve(root, dir));
  const address = (await whoRuns(folder.root))?.eventStoreUrl;
  if (!address)
    throw new CannotStart(
      `CareConnect does not run in ${folder.root}. Start it, name its log by EVENTSTORE_URL, or use --offline.`,
    );
  return address;
};

const here = (): string => process.env.INIT_CWD ?? process.cwd();

const examineLog = async (address: string) => {
  const store = connectEventStore({ url: address });
  const onProgress = (events: number) => events % 100_000 === 0 && console.log(`  ${events} events`);
  return verifyLog(store, onProgress).finally(() => store.close());
};

const examineBackups = async (address: string, key: Buffer | null) => {
  if (!key) throw new CannotStart('BACKUP_KEY is missing: it proves the backups.');
  const { good, files, faults } = await verifyAll(targetAt(address, process.env.BACKUP_S3_ENDPOINT), key);
  for (const { backupId, takenAt, log } of good) console.log(`  ${takenAt}  ${backupId}  ${log.events} events`);
  console.log(`  ${files} files are what they were`);
  return { good, faults };
};

const environment = { EVENTSTORE_URL: url('esdb', 'esdb+discover').optional(), BACKUP_KEY: key().optional() };

/** What the environment names, or the system in the folder. */
const wantedFrom = async (root: string, { values, positionals }: ReturnType<typeof parsed>): Promise<Wanted> => {
  const given = positionals[0]?.startsWith('s3://')
    ? positionals[0]
    : positionals[0] && resolve(here(), positionals[0]);
  const { EVENTSTORE_URL, BACKUP_KEY } = readConfig(environment, process.env);
  if (EVENTSTORE_URL || BACKUP_KEY)
    return { log: EVENTSTORE_URL ?? null, backups: given ?? null, key: BACKUP_KEY ?? null };
  const folder = folderAt(resolve(root, values.dir));
  const running = await whoRuns(folder.root);
  const secrets = readSecrets(folder.root);
  const backups = given ?? (existsSync(folder.backups) ? folder.backups : null);
  if (!running?.eventStoreUrl && !given)
    throw new CannotStart(`CareConnect does not run in ${folder.root}. Start it, or name a folder with backups.`);
  return { log: running?.eventStoreUrl ?? null, backups, key: secrets && Buffer.from(secrets.backupKey, 'base64') };
};

const parsed = (args: string[]) => {
  try {
    const options = {
      dir: { type: 'string', default: '.careconnect' },
      evidence: { type: 'string' },
      offline: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm run verify -- --help tells more)`);
  }
};
