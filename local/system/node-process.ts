import { createConnection } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const tether = join(repository, 'local/system/tether.mjs');

export const nodeArgs = (entry: string): string[] => ['--import', 'tsx', '--import', tether, join(repository, entry)];

const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG', 'PG_DUMP', 'NODE_V8_COVERAGE'];

/** What a process gets of our own environment. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

export const saysReady = async (port: number): Promise<boolean> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) });
  await answer.body?.cancel();
  return answer.ok;
};

/** Whether somebody listens and, after a greeting, has something to say. */
export const answersAt = (port: number, greeting = ''): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const settle = (well: boolean) => {
      socket.destroy();
      resolve(well);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('data', () => settle(true));
    socket.once('connect', () => {
      if (greeting === '') settle(true);
      else socket.write(greeting, 'latin1');
    });
  });
