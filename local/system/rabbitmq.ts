import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answersAt } from './node-process.ts';
import { createPart, freshLog, type Part } from './part.ts';

export type RabbitMqOptions = {
  folder: string;
  logFolder: string;
  /** Of the broker itself, of Erlang's distribution and of its port mapper. */
  ports: { amqp: number; distribution: number; mapper: number };
  password: string;
  say: (line: string) => void;
};

const user = 'careconnect';
const keeper = fileURLToPath(new URL('./keeper.mjs', import.meta.url));
const folders = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

const found = (program: string): string | undefined =>
  folders.map((folder) => join(folder, program)).find((path) => existsSync(path));

export const rabbitMqInstalled = (): boolean => found('rabbitmq-server') !== undefined && found('epmd') !== undefined;

/** A node of its own: own name, ports, data and users; whatever broker else runs on the machine is left alone. */
export const createRabbitMq = async (
  options: RabbitMqOptions,
): Promise<{ mapper: Part; broker: Part; url: string }> => {
  const { folder, logFolder, ports, password, say } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'definitions.json'), JSON.stringify(definitions(password)), { mode: 0o600 });
  await writeFile(join(folder, 'advanced.config'), config(folder, ports.amqp));
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  const env = environment(folder, ports);
  const kept = (stopSignal: string, program: string, ...args: string[]) => ({
    command: process.execPath,
    args: [keeper, stopSignal, '', '', found(program) ?? program, ...args],
    env,
    say,
  });
  const mapper = createPart({
    ...kept('SIGKILL', 'epmd', '-port', String(ports.mapper), '-address', '127.0.0.1'),
    name: 'port-mapper',
    logFile: freshLog(join(logFolder, 'epmd.log')),
    isReady: () => answersAt(ports.mapper),
  });
  const broker = createPart({
    ...kept('SIGTERM', 'rabbitmq-server'),
    name: 'RabbitMQ',
    logFile: freshLog(join(logFolder, 'rabbitmq.log')),
    isReady: () => answersAt(ports.amqp, 'AMQP\0\0\x09\x01'),
  });
  return { mapper, broker, url: `amqp://${user}:${password}@127.0.0.1:${ports.amqp}` };
};

const definitions = (password: string) => {
  const salt = randomBytes(4);
  const digest = createHash('sha256').update(salt).update(password).digest();
  const password_hash = Buffer.concat([salt, digest]).toString('base64');
  return {
    users: [{ name: user, password_hash, hashing_algorithm: 'rabbit_password_hashing_sha256', tags: '' }],
    vhosts: [{ name: '/' }],
    permissions: [{ user, vhost: '/', configure: '.*', write: '.*', read: '.*' }],
  };
};

/** In Erlang terms: the other format is translated by a tool that takes seconds to start. */
const config = (folder: string, port: number): string => `[
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

const environment = (folder: string, ports: RabbitMqOptions['ports']): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: folder,
  RUNNING_UNDER_SYSTEMD: 'true', // the script becomes the Erlang machine, instead of waiting for it
  ERL_EPMD_PORT: String(ports.mapper),
  ERL_EPMD_ADDRESS: '127.0.0.1',
  // Named after its folder: the data belongs to the name.
  RABBITMQ_NODENAME: `careconnect-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}@localhost`,
  RABBITMQ_DIST_PORT: String(ports.distribution),
  RABBITMQ_MNESIA_BASE: join(folder, 'data'),
  RABBITMQ_LOG_BASE: join(folder, 'log'),
  RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'generated'),
  RABBITMQ_CONFIG_FILE: join(folder, 'no-such-file'),
  RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
  RABBITMQ_CONF_ENV_FILE: join(folder, 'no-such-file'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none',
});
