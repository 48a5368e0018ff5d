import { fileURLToPath } from 'node:url';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import pg from 'pg';

const migrations = fileURLToPath(new URL('../../schema/migrations', import.meta.url));

/** Runs one statement on a server, in the database that every server has. */
export const administer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** Makes the migrated database of which each spec gets a copy. */
export const withTemplate = async (url: string): Promise<{ url: string }> => {
  await administer(url, 'CREATE DATABASE template');
  await migrate(`${url}/template`, migrations).catch((error) => {
    throw new Error(`the migrations do not run: ${error instanceof Error ? error.message : error}`);
  });
  return { url };
};
