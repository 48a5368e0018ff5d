import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePorts } from '@careconnect/local/system/ports.ts';
import type { Answer } from './keeper.ts';
import { saidIn, startKeeper } from './shared-server.ts';

/** Specs that need a real Redis say so and are skipped on a machine without it. */
export const redisInstalled: boolean = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'redis-server')));

export type Redis = {
  url: string;
  stop(): Promise<void>;
  /** Again after it was stopped, at the same address, empty. */
  start(): Promise<void>;
  /** Connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
};

const keeper = new URL('./redis-node.ts', import.meta.url);

/** A Redis for one spec, which ends with it. */
export const privateRedis = async (): Promise<Redis> => {
  const [port = 0] = await freePorts(1);
  let node: ChildProcess | undefined;
  let server = 0;
  const start = async () => {
    const folder = join(tmpdir(), `careconnect-redis-${process.pid}-${port}`);
    node = startKeeper(keeper, folder, process.pid, {
      further: [String(port)],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(node, 'exit').then(() => Promise.reject(new Error('Redis did not start')));
    ended.catch(() => {});
    const [answer] = (await Promise.race([once(node, 'message'), ended])) as [Answer<{ server: number }>];
    server = saidIn(answer).server;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async stop() {
      const stopping = node;
      node = undefined;
      if (!stopping) return;
      const gone = once(stopping, 'exit');
      stopping.kill('SIGTERM');
      await gone;
    },
    freeze: () => void process.kill(server, 'SIGSTOP'),
    thaw: () => void process.kill(server, 'SIGCONT'),
  };
};
