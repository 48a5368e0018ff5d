import { inOwnProcess, type OwnProcess } from '@careconnect/local/eventstore/own-process.ts';
import { freePorts } from '@careconnect/local/system/ports.ts';

/** The event store in a process of its own, to be frozen, killed and started again on the same port. */
export type EventStoreProcess = {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
};

/** @param data the folder of the log; without it the log lives in memory and dies with the process */
export const startEventStoreProcess = async (data?: string): Promise<EventStoreProcess> => {
  const [port] = await freePorts(1);
  const where = data === undefined ? ['--memory'] : ['--data', data];
  let running: OwnProcess;

  const start = async (): Promise<void> => {
    running = await inOwnProcess(['--port', String(port), ...where]);
  };

  await start();
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    start,
    kill: () => running.end('SIGKILL'),
    freeze: () => void running.child.kill('SIGSTOP'),
    thaw: () => void running.child.kill('SIGCONT'),
  };
};
