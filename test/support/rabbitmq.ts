import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rabbitMqInstalled as isInstalled } from '@careconnect/local/system/rabbitmq-home.ts';
import type { Answer } from './keeper.ts';
import { makesFirst, saidIn, sharedServer, startKeeper } from './shared-server.ts';

/** Specs that need the real broker say so and are skipped on a machine without it. */
export const rabbitMqInstalled: boolean = isInstalled();

type Node = { url: string; vhosts: string[]; broker: number };

const keeper = new URL('./rabbitmq-node.ts', import.meta.url);
const shared = sharedServer<Node>({
  name: 'RabbitMQ',
  folder: 'careconnect-rabbitmq',
  keeper,
  patienceMs: 90_000,
});

/** The address of an empty virtual host on the run's one broker, which starts when it is first asked for (some seconds). */
export const freshVhost = async (): Promise<string> => {
  const { url, vhosts } = await shared.find();
  for (const vhost of vhosts) if (await makesFirst(join(shared.folder, `taken-${vhost}`))) return `${url}/${vhost}`;
  throw new Error('all virtual hosts of this test run are taken');
};

export type PrivateBroker = {
  url: string;
  /** SIGKILL to the whole broker. */
  kill(): Promise<void>;
  /** Starts it again after a kill, on the same port with the same data. */
  start(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing answers. Resolves when the last thread stands still. */
  freeze(): Promise<void>;
  thaw(): void;
  remove(): Promise<void>;
};

/** A broker for specs that hurt it. */
export const privateBroker = async (): Promise<PrivateBroker> => {
  const folder = join(tmpdir(), `careconnect-rabbitmq-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const node = startKeeper(keeper, folder, process.pid, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let { url, vhosts, broker } = await answerOf(node);
  const order = async (what: 'kill' | 'start') => {
    const answered = answerOf(node);
    node.send(what);
    broker = (await answered).broker;
  };
  const signal = (name: NodeJS.Signals) => broker && process.kill(-broker, name);
  return {
    url: `${url}/${vhosts?.[0]}`,
    kill: () => order('kill'),
    start: () => order('start'),
    freeze: async () => {
      signal('SIGSTOP');
      while (!(await standsStill(broker))) await delay(5);
    },
    thaw: () => signal('SIGCONT'),
    remove: async () => {
      node.kill('SIGTERM');
      await once(node, 'exit');
    },
  };
};

const standsStill = async (pid: number | undefined): Promise<boolean> => {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8')));
  return stats.every((stat) => stat.slice(stat.lastIndexOf(')') + 2).startsWith('T'));
};

const answerOf = async (node: ChildProcess): Promise<Partial<Node>> => {
  const ended = once(node, 'exit').then(() => Promise.reject(new Error('the broker did not start')));
  ended.catch(() => {});
  const [answer] = (await Promise.race([once(node, 'message'), ended])) as [Answer<Partial<Node>>];
  return saidIn(answer);
};
