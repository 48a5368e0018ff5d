import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The event store in a process of its own, to be frozen, killed and started again on the same port. */
export type EventStoreProcess = {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
};

const script = fileURLToPath(new URL('../../local/eventstore/main.ts', import.meta.url));

/** @param data the folder of the log; without it the log lives in memory and dies with the process */
export const startEventStoreProcess = async (data?: string): Promise<EventStoreProcess> => {
  const port = await freePort();
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const where = data === undefined ? ['--memory'] : ['--data', data];
    const started = spawn(process.execPath, ['--import', 'tsx', script, '--port', String(port), ...where], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let complaint = '';
    started.stderr.on('data', (text) => {
      complaint += text;
    });
    const ready = once(started.stdout, 'data');
    const ended = once(started, 'exit').then(() => {
      throw new Error(`the event store does not start: ${complaint}`);
    });
    await Promise.race([ready, ended]);
    ended.catch(() => {});
  };

  await start();
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    start,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address && typeof address === 'object' ? address.port : 0;
};
