import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import type pg from 'pg';

/** Says its version, and dumps the rows of tables as the snapshot sees them. */
export type PgDump = Readonly<{ version: string; rowsOf(tables: readonly string[]): AsyncIterable<Buffer> }>;

export type Dumping = Readonly<{
  databaseUrl: string;
  /** Where the program is, or `never`; the one on the PATH, unless given. */
  pgDump?: string | undefined;
  signal?: AbortSignal | undefined;
}>;

/** Null where there is none, or one older than the server, whose rows it would refuse. @throws if the one that is named does not run */
export const fittingPgDump = async (needs: Dumping, snapshot: pg.Client): Promise<PgDump | null> => {
  const { databaseUrl, pgDump: named, signal } = needs;
  // On Windows it ends lines in a way of its own.
  if (named === 'never' || process.platform === 'win32') return null;
  const program = named ?? 'pg_dump';
  const env = environmentFor(snapshot, databaseUrl);
  const version = await promisify(execFile)(program, ['--version'], { env }).then(
    ({ stdout }) => stdout.trim(),
    (error) => {
      if (named) throw error;
      return '';
    },
  );
  const { rows } = await snapshot.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::integer / 10000 AS major`,
  );
  if (!(majorOf(version) >= (rows[0]?.major ?? Number.NaN))) return null;
  return {
    version,
    async *rowsOf(tables) {
      const { rows } = await snapshot.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
      const confined = [`--snapshot=${rows[0]?.id}`, ...tables.map((table) => `--table=${table}`)];
      yield* outputOf(program, [...plain, ...confined], env, signal);
    },
  };
};

const plain = ['--data-only', '--no-owner', '--format=plain', '--encoding=UTF8', '--strict-names', '--no-password'];

const majorOf = (version: string): number => Number(/^pg_dump \(PostgreSQL\) (\d+)/.exec(version)?.[1]);

/** Where the snapshot's connection leads to, for libpq. Through the environment, since everybody on a machine sees arguments. */
export const environmentFor = (client: pg.Client, databaseUrl: string): NodeJS.ProcessEnv => {
  const { host, port, user, password, database } = client;
  const { PATH, HOME } = process.env;
  const known = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database };
  const given = new URL(databaseUrl).searchParams;
  const files = ['sslrootcert', 'sslcert', 'sslkey'].flatMap((name) =>
    given.has(name) ? [[`PG${name.toUpperCase()}`, given.get(name)]] : [],
  );
  return { PATH, HOME, LC_ALL: 'C', ...known, ...trustOf(client), ...Object.fromEntries(files) };
};

/** Never less careful than the connection that is there: both libraries mean other things by the same words. */
const trustOf = ({ ssl }: { ssl: boolean | { rejectUnauthorized?: boolean } }) => {
  if (!ssl) return { PGSSLMODE: 'disable' };
  if (typeof ssl === 'object' && ssl.rejectUnauthorized === false) return { PGSSLMODE: 'require' };
  return { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' };
};

/** @throws with what it complained of, unless it ends well; ends it when nobody reads on */
async function* outputOf(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void, void> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = `${complaint}${text}`.slice(-500);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killedBy) =>
      code === 0 ? resolve() : reject(new Error(`pg_dump ended with ${code ?? killedBy}: ${complaint.trim()}`)),
    );
  });
  ended.catch(() => {}); // thrown below
  try {
    yield* child.stdout;
    await ended;
  } finally {
    child.kill();
  }
}
