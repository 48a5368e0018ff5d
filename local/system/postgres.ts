import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { stopLeftover } from './leftover.ts';
import { createPart, freshLog, type Part } from './part.ts';
import { createCluster, type PostgresHome, type Programs, postgresHome } from './postgres-home.ts';

export type PostgresOptions = {
  /** Where the data stays. */
  folder: string;
  logFolder: string;
  port: number;
  password: string;
  /** Those of the packages, unless given. */
  programs?: Programs;
  say: (line: string) => void;
};

const user = 'careconnect';
const database = 'careconnect';
const keeper = fileURLToPath(new URL('./keeper.mjs', import.meta.url));

/** A real PostgreSQL with its data in one folder. @throws CannotStart */
export const createPostgres = async (options: PostgresOptions): Promise<{ part: Part; url: string }> => {
  const { port, password, programs, say } = options;
  const home = await postgresHome(options.folder, programs);
  if (!existsSync(join(home.data, 'PG_VERSION'))) await createCluster(home, user, password);
  const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  const part = createPart({
    name: 'PostgreSQL',
    command: process.execPath,
    args: [keeper, 'SIGINT', String(home.uid ?? ''), String(home.gid ?? ''), home.postgres, ...flags(home, port)],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', LC_MESSAGES: 'C' },
    logFile: freshLog(join(options.logFolder, 'postgresql.log')),
    prepare: () => endLeftover(home),
    isReady: () => answers(url),
    say,
  });
  return { part: { ...part, up: () => part.up().then(() => ensureDatabase(url)) }, url: `${url}/${database}` };
};

const flags = ({ data }: PostgresHome, port: number): string[] => [
  ...['-D', data, '-p', String(port)],
  ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=128MB'].flatMap(
    (setting) => ['-c', setting],
  ),
];

/** A server that outlived the process which started it is stopped; the trace of one that is gone is removed. */
const endLeftover = async ({ data }: PostgresHome): Promise<void> => {
  const trace = join(data, 'postmaster.pid');
  const text = await readFile(trace, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  await stopLeftover(pid, (command) => command.includes('postgres') && command.includes(data), 'SIGINT');
  await rm(trace, { force: true });
};

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
};

const answers = (url: string): Promise<boolean> =>
  withClient(`${url}/postgres`, (client) => client.query('SELECT 1')).then(() => true);

const ensureDatabase = (url: string): Promise<void> =>
  withClient(`${url}/postgres`, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  });
