import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { personalFields } from '@careconnect/domain/personal.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, parseMasterKeys, sealing } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { startEventStoreProcess } from '../../support/event-store-process.ts';
import { freshDatabase } from '../../support/postgres.ts';
import { writeLog } from './log.ts';

export type RebuildFigures = {
  events: number;
  readPerSecond: number;
  rebuiltPerSecond: number;
  ratio: number;
  /** Of the rebuilding process, from when it has read the first tenth to its highest, in MB. */
  growthMb: number;
};

type Run = { events: number; seconds: number; growthMb: number };

/**
 * The documented tables and what stands beside them, made of a log on disk from its first event, against the official client
 * that only reads it: in turns, each in a process of its own. What counts is everything, from the empty copy to the swap.
 */
export const measureRebuild = async (short: boolean, say: (line: string) => void): Promise<RebuildFigures> => {
  const [wanted, rounds] = short ? [20_000, 2] : [1_000_000, 1];
  const folder = await mkdtemp(join(tmpdir(), 'careconnect-rebuild-'));
  const [store, database] = await Promise.all([startEventStoreProcess(join(folder, 'log')), freshDatabase()]);
  const masterKey = `bench:${randomBytes(32).toString('base64')}`;
  try {
    say(`writing a log of ${wanted} events`);
    const events = await write(store.url, database.url, masterKey, wanted);
    const reads: Run[] = [];
    const rebuilds: Run[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const read = await run('read-process.ts', store.url, String(events));
      // It reads the streams that concern it; the log that it is made of is the whole log.
      const rebuilt = { ...(await run('rebuild-process.ts', store.url, database.url, masterKey)), events };
      reads.push(read, await run('read-process.ts', store.url, String(events)));
      rebuilds.push(rebuilt);
      say(`round ${round} of ${rounds}: ${perSecond(reads.slice(-2))} read, ${perSecond([rebuilt])} rebuilt a second`);
    }
    const [readPerSecond, rebuiltPerSecond] = [perSecond(reads), perSecond(rebuilds)];
    const growthMb = Math.max(...rebuilds.map((each) => each.growthMb));
    return { events, readPerSecond, rebuiltPerSecond, ratio: rebuiltPerSecond / readPerSecond, growthMb };
  } finally {
    await store.kill();
    await database.drop();
    await rm(folder, { recursive: true });
  }
};

const write = async (storeUrl: string, databaseUrl: string, masterKey: string, events: number): Promise<number> => {
  const pool = createPool({ url: databaseUrl });
  const vault = createVault({ pool, masterKeys: parseMasterKeys(masterKey), fields: personalFields });
  const store = sealing(connectEventStore({ url: storeUrl, deadlineMs: 60_000 }), vault);
  try {
    return await writeLog(store, events);
  } finally {
    await Promise.all([store.close(), pool.end()]);
  }
};

const run = async (script: string, ...args: string[]): Promise<Run> => {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${script} ended without an answer`)));
  failed.catch(() => {});
  const [answer] = (await Promise.race([once(child, 'message'), failed])) as [Run];
  return answer;
};

const perSecond = (runs: readonly Run[]): number =>
  Math.round(runs.reduce((sum, { events }) => sum + events, 0) / runs.reduce((sum, { seconds }) => sum + seconds, 0));
