import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export type FreshDatabase = { url: string; drop(): Promise<void> };

// One cluster per test run. In a parallel run every worker is a process of its own, and the run is their parent.
const owner = process.env.MOCHA_WORKER_ID === undefined ? process.pid : process.ppid;
const folder = join(tmpdir(), `careconnect-test-${owner}`);

type Answer = { pid: number; url?: string; failed?: string };

const answer = async (): Promise<Answer | null> => {
  const text = await readFile(join(folder, 'answer.json'), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const startCluster = () => {
  const script = fileURLToPath(new URL('./postgres-cluster.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(owner)], {
    detached: true,
    stdio: 'ignore',
  });
  child.unref(); // it ends by itself when the run does, however that ends
};

/** Whoever makes the folder starts the cluster; the others wait for its answer. */
const findCluster = async (): Promise<string> => {
  const left = await answer();
  // The folder of an earlier run with the same process id that a crash of the machine left.
  if (left && !isAlive(left.pid)) await rm(folder, { recursive: true, force: true });
  const first = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (first) startCluster();
  for (const until = Date.now() + 30_000; Date.now() < until; await delay(25)) {
    const said = await answer();
    if (said?.failed) throw new Error(`the migrations do not run: ${said.failed}`);
    if (said?.url) return said.url;
  }
  throw new Error(`no PostgreSQL after 30 s; look into ${folder}`);
};

let cluster: Promise<string> | undefined;

const administer = async (sql: string): Promise<void> => {
  cluster ??= findCluster();
  const client = new pg.Client({ connectionString: `${await cluster}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A migrated database of its own, on the one cluster of this test run, which starts when it is first asked for. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE template`);
  return {
    url: `${await cluster}/${name}`,
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};
