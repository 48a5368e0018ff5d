import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Specs that need the real broker say so and are skipped on a machine without it. */
export const rabbitMqInstalled: boolean = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter)].some(
  (folder) => existsSync(join(folder, 'rabbitmq-server')),
);

type Answer = { pid: number; url?: string; vhosts?: string[]; broker?: number; failed?: string };

const script = fileURLToPath(new URL('./rabbitmq-node.ts', import.meta.url));
const startNode = (folder: string, owner: number, stdio: 'ignore' | ['ignore', 'ignore', 'inherit', 'ipc']) =>
  spawn(process.execPath, ['--import', 'tsx', script, folder, String(owner)], { detached: true, stdio });

// One shared broker per test run. In a parallel run every worker is a process of its own, and the run is their parent.
const owner = process.env.MOCHA_WORKER_ID === undefined ? process.pid : process.ppid;
const sharedFolder = join(tmpdir(), `careconnect-rabbitmq-${owner}`);

const answer = async (): Promise<Answer | undefined> => {
  const text = await readFile(join(sharedFolder, 'answer.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const made = (folder: string) =>
  mkdir(folder).then(
    () => true,
    () => false,
  );

const startShared = () => {
  const child = startNode(sharedFolder, owner, 'ignore');
  child.unref();
  if (owner === process.pid) process.once('exit', () => child.kill('SIGTERM'));
};

/** Whoever makes the folder starts the broker; the others wait for its answer. */
const findShared = async (): Promise<Required<Pick<Answer, 'url' | 'vhosts'>>> => {
  const left = await answer();
  // The folder of an earlier run with the same process id that a crash of the machine left.
  if (left && !isAlive(left.pid)) await rm(sharedFolder, { recursive: true, force: true });
  if (await made(sharedFolder)) startShared();
  for (const until = Date.now() + 90_000; Date.now() < until; await delay(50)) {
    const { url, vhosts, failed } = (await answer()) ?? {};
    if (failed) throw new Error(failed);
    if (url && vhosts) return { url, vhosts };
  }
  throw new Error(`no RabbitMQ after 90 s; look into ${sharedFolder}`);
};

let shared: ReturnType<typeof findShared> | undefined;

/** The address of an empty virtual host on the run's one broker, which starts when it is first asked for (some seconds). */
export const freshVhost = async (): Promise<string> => {
  shared ??= findShared();
  const { url, vhosts } = await shared;
  for (const vhost of vhosts) if (await made(join(sharedFolder, `taken-${vhost}`))) return `${url}/${vhost}`;
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
  const node = startNode(folder, process.pid, ['ignore', 'ignore', 'inherit', 'ipc']);
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

const answerOf = async (node: ChildProcess): Promise<Answer> => {
  const ended = once(node, 'exit').then(() => Promise.reject(new Error('the broker did not start')));
  ended.catch(() => {});
  const [said] = (await Promise.race([once(node, 'message'), ended])) as [Answer];
  if (said.failed) throw new Error(said.failed);
  return said;
};
