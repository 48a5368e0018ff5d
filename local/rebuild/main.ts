import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { personalFields } from '@careconnect/domain/personal.ts';
import { ConfigError, type ConfigOf, readConfig, url } from '@careconnect/platform/config/config.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';
import { createVault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { CopyUnfit } from '@careconnect/platform/rebuild/copy.ts';
import type { Progress } from '@careconnect/platform/rebuild/filling.ts';
import { RebuildUnderWay } from '@careconnect/platform/rebuild/only-one.ts';
import { type Rebuilt, rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { PoisonEvent } from '@careconnect/platform/subscription/failures.ts';
import { readModels } from '@careconnect/projectors/read-models.ts';
import { Presets, SingleBar } from 'cli-progress';
import { CannotStart } from '../system/failure.ts';
import { whoRuns } from '../system/lock.ts';
import { readSecrets } from '../system/secrets.ts';

const environment = {
  EVENTSTORE_URL: url('esdb', 'esdb+discover'),
  DATABASE_URL: url('postgres', 'postgresql'),
  MASTER_KEY: masterKeys(),
};
type Places = ConfigOf<typeof environment>;

/** Rebuilds one read model after the other and answers the exit code. */
export const runRebuild = async (root: string, args: string[]): Promise<number> => {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new CannotStart('Stopped; the live tables are as they were.')));
  try {
    const { names, dir } = optionsFrom(args);
    const done = await rebuildAll(await placesIn(resolve(root, dir)), names, stopping.signal);
    const sum = (of: (rebuilt: Rebuilt) => number) => done.reduce((total, each) => total + of(each), 0);
    const differences = sum(({ compared }) => compared?.differences ?? 0);
    console.log(
      `rebuild: ${done.length} read models, ${sum(({ events }) => events)} events, differences: ${differences}`,
    );
    return 0;
  } catch (error) {
    console.error(isExplained(error) ? error.message : error);
    return 1;
  }
};

const isExplained = (error: unknown): error is Error =>
  [CannotStart, ConfigError, RebuildUnderWay, CopyUnfit, PoisonEvent].some((kind) => error instanceof kind);

const optionsFrom = (args: string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { dir: { type: 'string', default: '.careconnect' } },
      allowPositionals: true,
    });
    return { names: positionals, dir: values.dir };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm run rebuild -- --help tells more)`);
  }
};

/** Those of the environment, or of the system that runs in the folder. */
const placesIn = async (folder: string): Promise<Places> => {
  if (process.env.DATABASE_URL) return readConfig(environment, process.env);
  const [running, secrets] = [await whoRuns(folder), readSecrets(folder)];
  if (!running?.eventStoreUrl || !running.databaseUrl || !secrets)
    throw new CannotStart(`CareConnect does not run in ${folder}${running ? ' yet' : ''}. Start it first: npm start`);
  const { eventStoreUrl, databaseUrl } = running;
  const found = { EVENTSTORE_URL: eventStoreUrl, DATABASE_URL: databaseUrl, MASTER_KEY: secrets.masterKey };
  return readConfig(environment, found);
};

const rebuildAll = async (places: Places, names: readonly string[], signal: AbortSignal): Promise<Rebuilt[]> => {
  const pool = createPool({ url: places.DATABASE_URL, max: 4, applicationName: 'rebuild' });
  const store = connectEventStore({ url: places.EVENTSTORE_URL });
  const vault = createVault({ pool, masterKeys: places.MASTER_KEY, fields: personalFields });
  try {
    const chosen = choose(
      readModels(vault.open, () => {}),
      names,
    );
    const done: Rebuilt[] = [];
    for (const readModel of chosen) {
      const bar = progressOf(readModel.name);
      const rebuilt = await rebuild({ readModel, store, pool, signal, onProgress: bar.tell }).finally(bar.end);
      tell(readModel.name, rebuilt);
      done.push(rebuilt);
    }
    return done;
  } finally {
    await Promise.all([store.close(), pool.end()]);
  }
};

const choose = <Model extends { name: string }>(
  models: readonly Model[],
  names: readonly string[],
): readonly Model[] => {
  const unknown = names.find((name) => !models.some((model) => model.name === name));
  const known = models.map(({ name }) => name).join(', ');
  if (unknown !== undefined) throw new CannotStart(`There is no read model ${unknown}; there are ${known}`);
  return names.length === 0 ? models : models.filter(({ name }) => names.includes(name));
};

const tell = (name: string, { events, seconds, compared }: Rebuilt): void => {
  const rate = Math.round(events / seconds);
  console.log(`  ${name}: ${events} events in ${seconds.toFixed(1)} s (${rate}/s), ${wordsFor(compared)}`);
  for (const { table, key, live, copy } of compared?.first ?? [])
    console.log(`    ${table} ${key}: ${!live ? 'was missing' : !copy ? 'should not have been' : 'was another'}`);
};

const wordsFor = (compared: Rebuilt['compared']): string =>
  compared ? `${compared.rows} rows compared, ${compared.differences} differed` : 'nothing to compare with';

const progressOf = (name: string) => {
  const bar = new SingleBar(
    {
      format: `  ${name.padEnd(9)} [{bar}] {percentage}% {doing}, {rate} events/s, {left} left`,
      ...{ fps: 5, noTTYOutput: true, notTTYSchedule: 5_000, hideCursor: true },
    },
    Presets.shades_classic,
  );
  bar.start(1_000, 0, { doing: 'reading', rate: '-', left: '-' });
  return {
    tell: ({ doing, part, perSecond, secondsLeft }: Progress): void => {
      const left = secondsLeft === null ? '-' : `${Math.ceil(secondsLeft)} s`;
      bar.update(Math.floor(part * 1_000), { doing, rate: Math.round(perSecond), left });
    },
    end: () => bar.stop(),
  };
};
