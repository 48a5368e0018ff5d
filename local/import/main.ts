import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { Refused, Unanswered } from '../api/api.ts';
import { CannotStart } from '../system/failure.ts';
import { folderAt } from '../system/folder.ts';
import { whoRuns } from '../system/lock.ts';
import { readSecrets } from '../system/secrets.ts';
import { type ImportOptions, importFile } from './import.ts';
import { isExact, linesOf } from './report.ts';
import { BadFile } from './rows.ts';

const options = {
  dir: { type: 'string', default: '.careconnect' },
  url: { type: 'string' },
  email: { type: 'string' },
  ledger: { type: 'string' },
  'at-once': { type: 'string', default: '64' },
} as const;

type Target = Pick<ImportOptions, 'url' | 'admin' | 'places' | 'ledgerFile'>;

/** Runs the import and answers the exit code. */
export const runImport = async (root: string, args: string[]): Promise<number> => {
  const stopping = new AbortController();
  process.once('SIGINT', () => {
    console.error('\nStopping after what is under way ...');
    stopping.abort();
  });
  try {
    const { file, atOnce, target } = await optionsFrom(root, args);
    const progress = createProgress();
    const onBadRow = ({ line, problem }: { line: number; problem: string }) =>
      console.error(`  line ${line} skipped: ${problem}`);
    const report = await importFile({
      ...{ file, atOnce, ...target, onBadRow, onStretch: progress.stretch, stop: stopping.signal },
    }).finally(progress.end);
    for (const line of linesOf(report)) console.log(line);
    if (stopping.signal.aborted) return 130;
    return isExact(report) ? 0 : 1;
  } catch (error) {
    console.error(isExplained(error) ? error.message : error);
    return 1;
  }
};

const isExplained = (error: unknown): error is Error =>
  [CannotStart, BadFile, Refused, Unanswered, RangeError].some((kind) => error instanceof kind);

const optionsFrom = async (root: string, args: string[]) => {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new CannotStart('Name one file: npm run import -- FILE.csv (--help tells more)');
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  if (!existsSync(path)) throw new CannotStart(`There is no file ${path}`);
  const atOnce = Number(values['at-once']);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 200)
    throw new CannotStart(`--at-once must be a whole number from 1 to 200, not ${values['at-once']}`);
  const folder = folderAt(resolve(root, values.dir));
  const target = values.url
    ? elsewhere(values.url, values.email, folder.imports)
    : await here(folder.root, folder.imports);
  return { file: path, atOnce, target: values.ledger ? { ...target, ledgerFile: resolve(values.ledger) } : target };
};

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm run import -- --help tells more)`);
  }
};

const here = async (root: string, imports: string): Promise<Target> => {
  const running = await whoRuns(root);
  const secrets = readSecrets(root);
  if (!running?.url || !running.eventStoreUrl || !running.databaseUrl || !secrets)
    throw new CannotStart(`CareConnect does not run in ${root}${running ? ' yet' : ''}. Start it first: npm start`);
  return {
    url: running.url,
    admin: { email: secrets.adminEmail, password: secrets.adminPassword },
    places: { eventStoreUrl: running.eventStoreUrl, databaseUrl: running.databaseUrl },
    ledgerFile: join(imports, 'answers.ndjson'),
  };
};

const elsewhere = (url: string, email: string | undefined, imports: string): Target => {
  const { ADMIN_PASSWORD, EVENTSTORE_URL, DATABASE_URL } = process.env;
  if (!URL.canParse(url))
    throw new CannotStart(`--url must be an address such as https://careconnect.example, not ${url}`);
  if (!email || !ADMIN_PASSWORD || !EVENTSTORE_URL || !DATABASE_URL)
    throw new CannotStart('Another system needs --email, and ADMIN_PASSWORD, EVENTSTORE_URL and DATABASE_URL set.');
  return {
    url,
    admin: { email, password: ADMIN_PASSWORD },
    places: { eventStoreUrl: EVENTSTORE_URL, databaseUrl: DATABASE_URL },
    ledgerFile: join(imports, `${new URL(url).host.replace(':', '_')}.ndjson`),
  };
};

const createProgress = () => {
  let bar: SingleBar | undefined;
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const stretch = (what: string, total: number) => {
    end();
    const began = Date.now();
    const shown = new SingleBar(
      {
        format: `  ${what.padEnd(9)} [{bar}] {percentage}% {value} of {total}, {rate}/s, {eta_formatted} left`,
        fps: 5,
        noTTYOutput: true,
        notTTYSchedule: 5_000,
        hideCursor: true,
        etaBuffer: 500,
      },
      Presets.shades_classic,
    );
    shown.start(total, 0, { rate: '-' });
    bar = shown;
    let done = 0;
    return () => {
      done += 1;
      shown.update(done, { rate: Math.round((done * 1_000) / Math.max(1, Date.now() - began)) });
    };
  };
  return { stretch, end };
};
