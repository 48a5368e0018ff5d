import type { Task } from '@careconnect/domain/processes/task.ts';
import { pause } from '@careconnect/platform/event-store/patience.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { TaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import { own } from '@careconnect/platform/subscription/ownership.ts';
import type { Pool } from 'pg';
import { dueForArchive } from '../archive/due.ts';
import type { Ask } from './ask.ts';
import type { DoWork } from './do-work.ts';
import { backupOfTheDay } from './nightly.ts';
import { nextWork } from './work.ts';

export type Working = {
  /** There may be something to do. */
  wake(): void;
  /** Breaks off what is under way; it is done again by whoever works next. */
  stop(): Promise<void>;
};

type Needs = {
  pool: Pool;
  queues: TaskQueues<Task>;
  ask: Ask;
  doWork: DoWork;
  keptDays: number;
  backupAt: string;
  log: Log;
  clock: () => string;
};

/** What another archiver has heard of is seen within this; what it hears of itself wakes it at once. */
const napMs = 5_000;
/** So often it looks for what has fallen due. */
const dueEveryMs = 60_000;

/** One archiver works at a time, whatever their number: files of two backups would get in each other's way. */
export const startWorking = ({ pool, queues, ask, doWork, keptDays, backupAt, log, clock }: Needs): Working => {
  const stopping = new AbortController();
  let wake = () => {};

  const askWhatIsDue = async (): Promise<void> => {
    const nightly = backupOfTheDay(clock(), backupAt);
    const due = [...(nightly ? [nightly] : []), ...(await dueForArchive(pool, keptDays))];
    await inTransaction(pool, (client) => ask(client, due));
  };

  const workWhileOwner = async (signal: AbortSignal): Promise<void> => {
    let askedAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (performance.now() - askedAt >= dueEveryMs) {
        await askWhatIsDue();
        askedAt = performance.now();
      }
      for (let work = await nextWork(pool); work && !signal.aborted; work = await nextWork(pool))
        await doWork(work, signal);
      await Promise.race([woken, napping(signal)]);
    }
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      try {
        await queues.open();
        const ownership = await own(pool, 'archiver', stopping.signal);
        const signal = AbortSignal.any([stopping.signal, ownership.lost]);
        await workWhileOwner(signal).finally(ownership.release);
      } catch (err) {
        if (stopping.signal.aborted) return;
        log.warn({ err }, 'The archiver tries again');
        await pause(failures, 30_000, stopping.signal);
      }
    }
  };

  const running = run();
  return {
    wake: () => wake(),
    async stop() {
      stopping.abort();
      wake();
      await running;
      await queues.close();
    },
  };
};

const napping = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, napMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
