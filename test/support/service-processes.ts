import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeArgs, plainEnvironment, saysReady } from '@careconnect/local/system/node-process.ts';
import { freePorts } from '@careconnect/local/system/ports.ts';
import { until } from './until.ts';

/** A process that serves HTTP, and ends with this one. */
export type Serving = { url: string; stop(): Promise<void> };

const ending = (child: ChildProcess) => async (): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
};

/** A script that serves HTTP and tells its parent its port. */
export const startScript = async (
  script: URL,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Serving> => {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    env: { ...plainEnvironment(), NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, stop: ending(child) };
};

type Service = 'command-service' | 'query-service';

/** One of the services, as it runs anywhere. */
export const startService = async (name: Service, environment: Record<string, string>): Promise<Serving> => {
  const [port = 0] = await freePorts(1);
  const child = spawn(process.execPath, nodeArgs(`${name}/main.ts`), {
    env: { ...plainEnvironment(), ...environment, PORT: String(port), LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = ending(child);
  const gone = once(child, 'exit').then(() => {
    throw new Error(`the ${name} ended`);
  });
  await Promise.race([until(`the ${name} is ready`, () => saysReady(port).catch(() => false)), gone]);
  gone.catch(() => {});
  return { url: `http://127.0.0.1:${port}`, stop };
};
