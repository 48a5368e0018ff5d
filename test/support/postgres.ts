import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sharedServer } from './shared-server.ts';

export type FreshDatabase = { url: string; drop(): Promise<void> };

const cluster = (folder: string, further: string[]) =>
  sharedServer<{ url: string }>({
    name: 'PostgreSQL',
    folder,
    keeper: new URL('./postgres-cluster.ts', import.meta.url),
    further,
    patienceMs: 30_000,
  });

const carefree = cluster('careconnect-test', []);
const durable = cluster('careconnect-durable', ['durable']);

const administer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const freshOn = async ({ find }: typeof carefree): Promise<FreshDatabase> => {
  const { url } = await find();
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `CREATE DATABASE ${name} TEMPLATE template`);
  return {
    url: `${url}/${name}`,
    drop: () => administer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

/** A migrated database of its own, on the one cluster of this test run, which starts when it is first asked for. */
export const freshDatabase = (): Promise<FreshDatabase> => freshOn(carefree);

/** On a cluster that flushes what it commits, as in production: for whoever measures it. */
export const durableDatabase = (): Promise<FreshDatabase> => freshOn(durable);
