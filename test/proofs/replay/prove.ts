import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { personalFields } from '@careconnect/domain/personal.ts';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import { plainEnvironment } from '@careconnect/local/system/node-process.ts';
import { comparePositions } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, parseMasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { readCheckpoint } from '@careconnect/platform/subscription/checkpoint.ts';
import { readModels } from '@careconnect/projectors/read-models.ts';
import type { Pool } from 'pg';
import { type CommandHouse, openCommandHouse } from '../../support/command-house.ts';
import { until } from '../../support/until.ts';
import { firstCause } from './cause.ts';
import { openLives } from './lives.ts';
import { restoreAndCompare } from './restored.ts';

export type Outcome = {
  kills: number;
  events: number;
  tables: number;
  rows: number;
  /** Rows that were compared once more after a restore. */
  restored: number;
  differences: number;
  causes: string[];
};

const lanes = 4;
const script = fileURLToPath(new URL('../../support/projectors-process.ts', import.meta.url));

/**
 * People live, projectors are killed, and what they wrote is compared with what the log makes of it from its first event; then with
 * what a backup brings back.
 */
export const proveReplay = async (kills: number, seed: number, say: (line: string) => void): Promise<Outcome> => {
  const house = await openCommandHouse(1);
  const pool = createPool({ url: house.databaseUrl });
  const store = connectEventStore({ url: house.eventStoreUrl });
  const vault = createVault({ pool, masterKeys: parseMasterKeys(house.masterKey), fields: personalFields });
  const models = readModels(vault.open, () => {});
  const projectors = startProjectors(house);
  try {
    const random = randomFrom(`replay ${seed}`);
    const lives = await openLives(house, random);
    let over = false;
    const living = Array.from({ length: lanes }, async () => {
      while (!over) await lives.act();
    });
    await killAtRandom(pool, projectors, kills, random, say).finally(() => {
      over = true;
    });
    await Promise.all(living);
    await lives.erase(3);
    for (const { name } of models)
      await until(`${name} has read it all`, async () => {
        const [head, position] = [await store.head(), await readCheckpoint(pool, name)];
        return head !== null && position !== null && comparePositions(position, head) >= 0;
      });
    const outcome: Outcome = { kills, events: 0, tables: 0, rows: 0, restored: 0, differences: 0, causes: [] };
    for (const readModel of models) await compareWithLog(readModel, outcome);
    const restored = await restoreAndCompare(house, store, pool);
    outcome.restored = restored.rows;
    outcome.differences += restored.differences.length;
    outcome.causes.push(...restored.differences.map((difference) => `restored from a backup: ${difference}`));
    say(`backup: ${restored.events} events restored, ${restored.rows} rows of ${restored.tables} tables compared`);
    return outcome;
  } finally {
    projectors.end();
    await Promise.all([pool.end(), store.close()]);
    await house.close();
  }

  async function compareWithLog(readModel: ReadModel, outcome: Outcome): Promise<void> {
    const { events, compared } = await rebuild({ readModel, store, pool, signal: new AbortController().signal });
    outcome.events = Math.max(outcome.events, events);
    outcome.tables += compared?.tables ?? 0;
    outcome.rows += compared?.rows ?? 0;
    outcome.differences += compared?.differences ?? 1; // not to be compared is to be different
    say(`${readModel.name}: ${events} events replayed, ${compared?.rows} rows of ${compared?.tables} tables compared`);
    for (const { table, key } of compared?.first ?? [])
      outcome.causes.push(`${table} ${key} is not what the log makes of it`);
    if (!compared || compared.differences === 0) return;
    const cause = await firstCause(readModel, store, compared.first);
    outcome.causes.push(
      cause
        ? `the first difference comes with ${cause.type} ${cause.id}, revision ${cause.revision} of ${cause.streamName}`
        : 'no event accounts for it',
    );
  }
};

/** Two processes at any time: one works, the other waits for its turn. */
const startProjectors = ({ eventStoreUrl, databaseUrl, masterKey, publicKey }: CommandHouse) => {
  const verifying = { TOKEN_PUBLIC_KEY: JSON.stringify({ keys: [publicKey] }) };
  const env = {
    EVENTSTORE_URL: eventStoreUrl,
    DATABASE_URL: databaseUrl,
    MASTER_KEY: masterKey,
    PORT: '0',
    ...verifying,
  };
  const start = (): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...plainEnvironment(), ...env, BATCH_SIZE: '20' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  const running = [start(), start()];
  return {
    async kill(which: number): Promise<void> {
      const victim = running[which];
      running[which] = start();
      if (!victim) return;
      const gone = once(victim, 'exit');
      victim.kill('SIGKILL');
      await gone;
    },
    end: () => {
      for (const child of running.splice(0)) child.kill('SIGKILL');
    },
  };
};

/** At some moment after something was projected since the last kill: there is work, and it is cut off anywhere. */
const killAtRandom = async (
  pool: Pool,
  projectors: ReturnType<typeof startProjectors>,
  kills: number,
  random: () => number,
  say: (line: string) => void,
): Promise<void> => {
  let before = -1n;
  for (let n = 1; n <= kills; n += 1) {
    await until('something is projected', async () => ((await readCheckpoint(pool, 'clinic'))?.commit ?? -1n) > before);
    await pause(random() * 200);
    await projectors.kill(random() < 0.5 ? 0 : 1);
    before = (await readCheckpoint(pool, 'clinic'))?.commit ?? -1n;
    if (n % 10 === 0 || n === kills) say(`${n} of ${kills} kills`);
  }
};
