import { runner } from 'node-pg-migrate';
import pg from 'pg';

const quiet = () => {};

/**
 * Runs the .sql files of a folder in the order of their names, each once and all in one transaction; answers the names of
 * those it ran. Waits on an advisory lock, so several processes may start together.
 */
export const migrate = async (databaseUrl: string, folder: string): Promise<string[]> => {
  const dbClient = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'careconnect-migrate',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  dbClient.on('error', quiet); // the running query reports the loss
  await dbClient.connect();
  try {
    const done = await runner({
      dbClient,
      dir: folder,
      ignorePattern: '(?!.*\\.sql$).*',
      direction: 'up',
      migrationsSchema: 'migrations',
      createMigrationsSchema: true,
      migrationsTable: 'applied',
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    return done.map(({ name }) => name);
  } finally {
    await dbClient.end();
  }
};
