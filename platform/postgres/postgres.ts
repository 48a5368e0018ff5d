import pg, { type Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Log } from '../logging/logger.ts';

export type PostgresConfig = {
  url: string;
  /** Connections at most. */
  max?: number;
  statementTimeoutMs?: number;
  connectionTimeoutMs?: number;
  applicationName?: string;
  /** Told when an idle connection broke; the pool replaces it. */
  log?: Pick<Log, 'warn'>;
};

// date, time, timetz, timestamp, timestamptz and their arrays: a JS Date would move a calendar day to another zone.
const keptAsText = new Set<number>([1082, 1083, 1266, 1114, 1184, 1182, 1183, 1270, 1115, 1185]);

const types: PoolConfig['types'] = {
  // biome-ignore lint/suspicious/noExplicitAny: the parser's own signature
  getTypeParser: (oid: number, format?: any): any =>
    keptAsText.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

/** bigint and numeric come as text, dates and times as Postgres writes them. Every wait has an end. */
export const createPool = (config: PostgresConfig): Pool => {
  const pool = new pg.Pool({
    connectionString: config.url,
    max: config.max ?? 10,
    statement_timeout: config.statementTimeoutMs ?? 10_000,
    connectionTimeoutMillis: config.connectionTimeoutMs ?? 3_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: config.applicationName ?? 'careconnect',
    keepAlive: true,
    types,
  });
  // Without a listener the error of an idle connection ends the process.
  pool.on('error', (err) => config.log?.warn({ err, dependency: 'postgres' }, 'An idle connection broke'));
  return pool;
};

/** Commits what `work` did, or nothing. A connection that could not roll back is thrown away. */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A checked-out connection reports its loss here too, besides failing its query.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
};
