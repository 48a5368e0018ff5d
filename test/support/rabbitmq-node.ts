// A throw-away RabbitMQ. Started with an IPC channel it also obeys 'kill' and 'start'.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '@careconnect/local/system/ports.ts';
import { type RabbitMqHome, rabbitMqHome, rabbitMqProgram } from '@careconnect/local/system/rabbitmq-home.ts';
import { connect } from 'amqplib';
import { folder, keep, say, sayOutcome } from './keeper.ts';

const vhosts = Array.from({ length: 24 }, (_, index) => `spec-${index}`);
const lastVhost = vhosts.at(-1);

const makeHome = async (): Promise<RabbitMqHome> => {
  const [amqp = 0, distribution = 0, mapper = 0] = await freePorts(3);
  return rabbitMqHome({
    folder,
    ports: { amqp, distribution, mapper },
    user: 'spec',
    password: randomUUID(),
    vhosts,
  });
};

let home: RabbitMqHome;
let epmd: ChildProcess | undefined;
let broker: ChildProcess | undefined;

const isUp = async () => {
  const connection = await connect(`${home.url}/${lastVhost}`, { timeout: 2_000 });
  connection.on('error', () => {});
  await connection.close();
};

const start = async () => {
  broker = spawn(rabbitMqProgram('rabbitmq-server'), [], { env: home.env, detached: true, stdio: 'ignore' });
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
  return { url: home.url, vhosts, broker: broker?.pid };
};

process.on('message', async (order) => {
  if (order === 'kill') await kill().then(() => say({}));
  if (order === 'start') await sayOutcome(up);
});

await keep(
  async () => {
    home = await makeHome();
    epmd = spawn(rabbitMqProgram('epmd'), home.mapperArgs, { env: home.env, stdio: 'ignore' });
    return up();
  },
  async () => {
    await kill();
    epmd?.kill('SIGKILL');
  },
);
