// A throw-away RabbitMQ: `node --import tsx rabbitmq-node.ts FOLDER OWNER_PID`. It lives in FOLDER for as long as its owner
// does, however that one ends, and then leaves nothing behind. Started with an IPC channel it also obeys 'kill' and 'start'.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'amqplib';

const [folder = '', owner = ''] = process.argv.slice(2);
const user = 'spec';
const password = randomUUID();
const vhosts = Array.from({ length: 24 }, (_, index) => `spec-${index}`);
const lastVhost = vhosts.at(-1);

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });

const port = await freePort();
const distributionPort = await freePort();
const epmdPort = await freePort();

const passwordHash = () => {
  const salt = randomBytes(4);
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64');
};

const definitions = {
  users: [{ name: user, password_hash: passwordHash(), hashing_algorithm: 'rabbit_password_hashing_sha256', tags: '' }],
  vhosts: vhosts.map((name) => ({ name })),
  permissions: vhosts.map((vhost) => ({ user, vhost, configure: '.*', write: '.*', read: '.*' })),
};

// In Erlang terms: the other format is translated by a tool that takes seconds to start.
const config = `[
  {rabbit, [
    {tcp_listeners, [{"127.0.0.1", ${port}}]},
    {load_definitions, "${join(folder, 'definitions.json')}"},
    {vm_memory_high_watermark, {absolute, 402653184}},
    {disk_free_limit, 50000000},
    {log, [{file, [{level, warning}]}]}
  ]},
  {ra, [{wal_max_size_bytes, 16777216}]}
].
`;

const script = ['/usr/lib/rabbitmq/bin/rabbitmq-server'].find((path) => existsSync(path)) ?? 'rabbitmq-server';
const environment = {
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: folder,
  RUNNING_UNDER_SYSTEMD: 'true', // the script becomes the Erlang machine, instead of waiting for it
  ERL_EPMD_PORT: String(epmdPort),
  ERL_EPMD_ADDRESS: '127.0.0.1',
  RABBITMQ_NODENAME: `careconnect-spec-${process.pid}@localhost`,
  RABBITMQ_DIST_PORT: String(distributionPort),
  RABBITMQ_MNESIA_BASE: join(folder, 'data'),
  RABBITMQ_LOG_BASE: join(folder, 'log'),
  RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'generated'),
  RABBITMQ_CONFIG_FILE: join(folder, 'no-such-file'),
  RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
  RABBITMQ_CONF_ENV_FILE: join(folder, 'no-such-file'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none',
};

const url = `amqp://${user}:${password}@127.0.0.1:${port}`;
let broker: ChildProcess | undefined;

const isUp = async () => {
  const connection = await connect(`${url}/${lastVhost}`, { timeout: 2_000 });
  connection.on('error', () => {});
  await connection.close();
};

const start = async () => {
  broker = spawn(script, [], { env: environment, detached: true, stdio: 'ignore' });
  for (const until = Date.now() + 60_000; ; await delay(100)) {
    if (broker.exitCode !== null) throw new Error(`RabbitMQ ended with code ${broker.exitCode}`);
    if (
      await isUp().then(
        () => true,
        (error) => Date.now() > until && Promise.reject(error),
      )
    )
      return;
  }
};

const kill = async () => {
  const running = broker;
  if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return;
  const gone = new Promise((resolve) => running.once('exit', resolve));
  process.kill(-running.pid, 'SIGKILL');
  await gone;
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const say = async (what: object) => {
  const answer = { pid: process.pid, ...what };
  await writeFile(join(folder, 'answer.new'), JSON.stringify(answer));
  await rename(join(folder, 'answer.new'), join(folder, 'answer.json'));
  process.send?.(answer);
};

const brokerIsUp = () => say({ url, vhosts, broker: broker?.pid });

let asked = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (asked = true));
process.on('disconnect', () => (asked = true));
process.on('message', async (order) => {
  if (order === 'kill') await kill().then(() => say({}));
  if (order === 'start') await start().then(brokerIsUp, (error) => say({ failed: String(error) }));
});

await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'advanced.config'), config);
await writeFile(join(folder, 'definitions.json'), JSON.stringify(definitions));
await writeFile(join(folder, 'enabled_plugins'), '[].\n');
const epmd = spawn('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'], { stdio: 'ignore' });
await start().then(brokerIsUp, (error) => say({ failed: String(error) }));
while (!asked && isAlive(Number(owner))) await delay(200);
await kill();
epmd.kill('SIGKILL');
await rm(folder, { recursive: true, force: true });
process.exit(0);
