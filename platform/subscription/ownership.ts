import pg, { type Pool } from 'pg';

export type Ownership = {
  /** Aborts when the connection that holds the lock is gone: somebody else may own it now. */
  lost: AbortSignal;
  release(): Promise<void>;
};

/**
 * Waits until this process is the only owner of a name: a session lock of Postgres on a connection of its own. When the
 * owner's process dies its lock goes with it, and whoever waits has it at once; when its machine vanishes, after about 5 s.
 */
export const own = async (pool: Pool, name: string, signal: AbortSignal): Promise<Ownership> => {
  signal.throwIfAborted();
  const client = new pg.Client({
    connectionString: pool.options.connectionString,
    connectionTimeoutMillis: pool.options.connectionTimeoutMillis,
    application_name: `careconnect owner of ${name}`,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const giveUp = () => void client.end().catch(() => {});
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    await client.query(`SET statement_timeout = 0; SET client_connection_check_interval = 1000;
      SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3`);
    await client.query("SELECT pg_advisory_lock(hashtextextended('careconnect projection ' || $1, 0))", [name]);
  } catch (error) {
    signal.removeEventListener('abort', giveUp);
    await client.end().catch(() => {});
    throw error;
  }
  signal.removeEventListener('abort', giveUp);
  return { lost: lost.signal, release: () => client.end().catch(() => {}) };
};
