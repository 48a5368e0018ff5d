import pg, { type Pool } from 'pg';

/** Somebody rebuilds this one already. */
export class RebuildUnderWay extends Error {
  override readonly name = 'RebuildUnderWay';
}

/** Held by a connection of its own, so that it ends with the process. Answers how to give it back. @throws RebuildUnderWay */
export const theOnlyRebuild = async (pool: Pool, name: string): Promise<() => Promise<void>> => {
  const client = new pg.Client({
    connectionString: pool.options.connectionString,
    connectionTimeoutMillis: pool.options.connectionTimeoutMillis,
    application_name: `careconnect rebuild of ${name}`,
    keepAlive: true,
  });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ ours: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended('careconnect rebuild ' || $1, 0)) AS ours",
    [name],
  );
  if (rows[0]?.ours) return () => client.end();
  await client.end();
  throw new RebuildUnderWay(`a rebuild of ${name} is under way`);
};
