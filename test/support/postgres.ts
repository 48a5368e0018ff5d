import { randomUUID } from 'node:crypto';
import { type SharedServer, sharedServer } from './shared-server.ts';
import { administer } from './template.ts';

export type FreshDatabase = { url: string; drop(): Promise<void> };

type Cluster = SharedServer<{ url: string }>;

/** Its keeper says where it is; it holds a migrated database `template`. */
export const cluster = (folder: string, keeper: string, further: string[] = []): Cluster =>
  sharedServer({ name: 'PostgreSQL', folder, keeper: new URL(keeper, import.meta.url), further, patienceMs: 60_000 });

const carefree = cluster('careconnect-test', './postgres-cluster.ts');
const durable = cluster('careconnect-durable', './postgres-cluster.ts', ['durable']);

export const freshOn = async ({ find }: Cluster): Promise<FreshDatabase> => {
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
