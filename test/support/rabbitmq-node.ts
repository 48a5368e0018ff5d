// A throw-away RabbitMQ. Started with an IPC channel it also obeys 'kill' and 'start'.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@careconnect/local/system/ports.ts';
import { connect } from 'amqplib';
import { folder, keep, say, sayOutcome } from './keeper.ts';

const user = 'spec';
const password = randomUUID();
const vhosts = Array.from({ length: 24 }, (_, index) => `spec-${index}`);
const lastVhost = vhosts.at(-1);

const [port, distributionPort, epmdPort] = await freePorts(3);

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

const up = async () => {
  await start();
  return { url, vhosts, broker: broker?.pid };
};

process.on('message', async (order) => {
  if (order === 'kill') await kill().then(() => say({}));
  if (order === 'start') await sayOutcome(up);
});

let epmd: ChildProcess | undefined;

await keep(
  async () => {
    await writeFile(join(folder, 'advanced.config'), config);
    await writeFile(join(folder, 'definitions.json'), JSON.stringify(definitions));
    await writeFile(join(folder, 'enabled_plugins'), '[].\n');
    epmd = spawn('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'], { stdio: 'ignore' });
    return up();
  },
  async () => {
    await kill();
    epmd?.kill('SIGKILL');
  },
);
