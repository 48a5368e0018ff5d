import { ConfigError } from '../config/config.ts';
import { createLogger, type Log } from '../logging/logger.ts';

export type Running = { stop(): Promise<void> };

export type RunOptions = {
  log?: Log;
  /** Stop when the process that started this one goes away: its IPC channel closes, or its end of our stdin does. */
  stopWithParent?: boolean;
  /** A stop that takes longer ends the process all the same. */
  stopTimeoutMs?: number;
};

/** So long a process may take to stop, unless told otherwise: whoever ends it by force waits longer. */
export const usualStopMs = 15_000;

export const exitCodes = { stopped: 0, crashed: 1, misconfigured: 78 } as const;

/**
 * Runs a process from start to exit: stops once on SIGINT or SIGTERM, exits at once on a second SIGINT, and crashes (after
 * a log line) on an error that nobody handled, because its state is unknown then and a restart is safe.
 */
export const run = async (name: string, start: () => Promise<Running>, options: RunOptions = {}): Promise<void> => {
  const log = options.log ?? createLogger(name);
  const stopAsked = once<string>();
  let stopping = false;

  const ask = (reason: string) => {
    if (stopping && reason === 'SIGINT') process.exit(exitCodes.crashed);
    stopping = true;
    stopAsked.resolve(reason);
  };
  const crash = (err: unknown) => {
    log.fatal({ err }, 'Unhandled error');
    process.exit(exitCodes.crashed);
  };
  process.on('uncaughtException', crash).on('unhandledRejection', crash);
  process.on('SIGINT', ask).on('SIGTERM', ask);
  if (options.stopWithParent) onParentGone(() => ask('parent gone'));

  const running = await Promise.resolve()
    .then(start)
    .catch((err) => failedStart(log, err));
  log.info({ pid: process.pid, node: process.version }, 'Ready');
  const reason = await stopAsked.promise;
  log.info({ reason }, 'Stopping');
  const timeoutMs = options.stopTimeoutMs ?? usualStopMs;
  const impatience = setTimeout(() => {
    log.error({ timeoutMs }, 'Did not stop in time');
    process.exit(exitCodes.crashed);
  }, timeoutMs);
  await running.stop().catch(crash);
  clearTimeout(impatience);
  log.info('Stopped');
  process.exit(exitCodes.stopped);
};

const failedStart = (log: Log, err: unknown): never => {
  if (err instanceof ConfigError) {
    process.stderr.write(`${err.message}\n`);
    process.exit(exitCodes.misconfigured);
  }
  log.fatal({ err }, 'Could not start');
  process.exit(exitCodes.crashed);
};

const onParentGone = (gone: () => void): void => {
  if (process.send) process.once('disconnect', gone);
  else process.stdin.once('end', gone).once('error', gone).resume();
};

const once = <T>(): { promise: Promise<T>; resolve: (value: T) => void } => {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};
