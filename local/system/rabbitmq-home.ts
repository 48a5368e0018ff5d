import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Of the broker itself, of Erlang's distribution and of its port mapper. */
export type RabbitMqPorts = { amqp: number; distribution: number; mapper: number };

export type RabbitMqHomeOptions = {
  folder: string;
  ports: RabbitMqPorts;
  user: string;
  password: string;
  vhosts: readonly string[];
};

/** What a node is started with, and where its one user finds it; a virtual host's name may follow the address. */
export type RabbitMqHome = { env: NodeJS.ProcessEnv; mapperArgs: string[]; url: string };

const folders = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

const found = (program: string): string | undefined =>
  folders.map((folder) => join(folder, program)).find((path) => existsSync(path));

/** Where it lies; its bare name when it is not installed. */
export const rabbitMqProgram = (program: 'rabbitmq-server' | 'epmd'): string => found(program) ?? program;

export const rabbitMqInstalled = (): boolean => found('rabbitmq-server') !== undefined && found('epmd') !== undefined;

/** A node of its own: own name, ports, data and users; whatever broker else runs on the machine is left alone. */
export const rabbitMqHome = async (options: RabbitMqHomeOptions): Promise<RabbitMqHome> => {
  const { folder, ports, user, password } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'definitions.json'), JSON.stringify(definitions(options)), { mode: 0o600 });
  await writeFile(join(folder, 'advanced.config'), config(folder, ports.amqp));
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  return {
    env: environment(folder, ports),
    mapperArgs: ['-port', String(ports.mapper), '-address', '127.0.0.1'],
    url: `amqp://${user}:${password}@127.0.0.1:${ports.amqp}`,
  };
};

const definitions = ({ user, password, vhosts }: RabbitMqHomeOptions) => {
  const salt = randomBytes(4);
  const digest = createHash('sha256').update(salt).update(password).digest();
  const password_hash = Buffer.concat([salt, digest]).toString('base64');
  return {
    users: [{ name: user, password_hash, hashing_algorithm: 'rabbit_password_hashing_sha256', tags: '' }],
    vhosts: vhosts.map((name) => ({ name })),
    permissions: vhosts.map((vhost) => ({ user, vhost, configure: '.*', write: '.*', read: '.*' })),
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

const environment = (folder: string, ports: RabbitMqPorts): NodeJS.ProcessEnv => ({
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
