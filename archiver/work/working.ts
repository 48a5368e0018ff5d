import { setTimeout as delay } from 'node:timers/promises';
import type { Task } from '@careconnect/domain/processes/task.ts';
import { pause } from '@careconnect/platform/event-store/patience.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { forgetHandledBefore } from '@careconnect/platform/messaging/inbox.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { TaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import { own } from '@careconnect/platform/subscription/ownership.ts';
import type { Pool } from 'pg';
import { dueForArchive } from '../archive/due.ts';
import type { Ask } from './ask.ts';
import { isWorthADrill, lostBackups } from './backups-known.ts';
import type { DoWork } from './do-work.ts';
import { backupOfTheDay, drillOfTheseDays } from './nightly.ts';
import { enter, nextWork } from './work.ts';

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
  /** Null for none. */
  drillEveryDays: number | null;
  log: Log;
  clock: () => string;
};

/** What another archiver has heard of is seen within this; what it hears of itself wakes it at once. */
const napMs = 5_000;
/** So often it looks for what has fallen due. */
const dueEveryMs = 60_000;
/** No message is on its way for longer: one that comes a second time is known until then. */
const handledKeptMs = 30 * 24 * 60 * 60_000;

/** One archiver works at a time, whatever their number: files of two backups would get in each other's way. */
export const startWorking = (needs: Needs): Working => {
  const { pool, queues, ask, doWork, keptDays, backupAt, drillEveryDays, log, clock } = needs;
  const stopping = new AbortController();
  let wake = () => {};

  const askWhatIsDue = async (): Promise<void> => {
    const nightly = backupOfTheDay(clock(), backupAt);
    const [lost, closed] = [await lostBackups(pool, clock()), await dueForArchive(pool, keptDays)];
    await inTransaction(pool, (client) => ask(client, [...(nightly ? [nightly] : []), ...lost, ...closed]));
    await forgetHandledBefore(pool, new Date(Date.parse(clock()) - handledKeptMs));
    if (drillEveryDays !== null && (await isWorthADrill(pool)))
      await enter(pool, drillOfTheseDays(clock(), drillEveryDays));
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
      await nap(woken, signal);
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

/** Until it is woken, or that long. */
const nap = async (woken: Promise<void>, signal: AbortSignal): Promise<void> => {
  const over = new AbortController();
  const slept = delay(napMs, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => {});
  await Promise.race([woken, slept]);
  over.abort();
};
