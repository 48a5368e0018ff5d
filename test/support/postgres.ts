import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sharedServer } from './shared-server.ts';

export type FreshDatabase = { url: string; drop(): Promise<void> };

const cluster = sharedServer<{ url: string }>({
  name: 'PostgreSQL',
  folder: 'careconnect-test',
  keeper: new URL('./postgres-cluster.ts', import.meta.url),
  patienceMs: 30_000,
});

const administer = async (sql: string): Promise<void> => {
  const { url } = await cluster.find();
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A migrated database of its own, on the one cluster of this test run, which starts when it is first asked for. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const { url } = await cluster.find();
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE template`);
  return {
    url: `${url}/${name}`,
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};
