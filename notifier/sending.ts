import { withCorrelation } from '@careconnect/platform/logging/correlation.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { type ClaimedLetter, claim, nextDueIn, type Outcome, record } from './ledger.ts';
import type { TryLetter } from './try-letter.ts';

export type Sending = {
  /** There may be something to do. */
  wake(): void;
  /** Settles when the letters under way have an outcome. */
  stop(): Promise<void>;
};

export type SendingOptions = {
  pool: Pool;
  log: Log;
  tryLetter: TryLetter;
  /** Letters sent at the same time. */
  lanes?: number;
};

/** Letters of a process that died are found within this. */
const longestNapMs = 60_000;
const afterFaultMs = 2_000;

/** Takes letters from the ledger as they fall due. Sleeps until the next one is, or until it is woken. */
export const startSending = ({ pool, log, tryLetter, lanes = 4 }: SendingOptions): Sending => {
  const alarm = createAlarm();
  let stopped = false;

  const lane = async () => {
    while (!stopped) {
      const rung = alarm.rings();
      const nap = await sendNext(pool, log, tryLetter).catch((err) => {
        log.error({ err }, 'The ledger cannot be reached');
        return afterFaultMs;
      });
      if (nap > 0 && !stopped) await alarm.sleep(nap, rung);
    }
  };

  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    wake: alarm.ring,
    stop: async () => {
      stopped = true;
      alarm.ring();
      await running;
    },
  };
};

/** Answers how long to sleep: not at all after a letter. */
const sendNext = async (pool: Pool, log: Log, tryLetter: TryLetter): Promise<number> => {
  const found = await inTransaction(pool, async (client) => {
    const due = await claim(client);
    if (!due) return false;
    await withCorrelation({ correlationId: due.correlationId, letterId: due.letterId }, async () => {
      const outcome = await tryLetter(due);
      await record(client, due.letterId, outcome);
      tell(log, due, outcome);
    });
    return true;
  });
  if (found) return 0;
  return Math.min((await nextDueIn(pool)) ?? longestNapMs, longestNapMs);
};

const tell = (log: Log, { kind, tries }: ClaimedLetter, outcome: Outcome): void => {
  const fields = { kind, tries, outcome: outcome.is, reason: 'reason' in outcome ? outcome.reason : undefined };
  if (outcome.is === 'Sent') log.info(fields, 'Letter sent');
  else log.warn(fields, 'Letter not sent');
};

/** Sleepers wake when it rings or their time is up; one that rang since they last looked is not missed. */
const createAlarm = () => {
  let count = 0;
  let sleepers: (() => void)[] = [];
  return {
    rings: () => count,
    ring: () => {
      count += 1;
      for (const wake of sleepers.splice(0)) wake();
    },
    sleep: (ms: number, seen: number) =>
      new Promise<void>((resolve) => {
        if (count !== seen) return resolve();
        const wake = () => {
          clearTimeout(timer);
          sleepers = sleepers.filter((other) => other !== wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        sleepers.push(wake);
      }),
  };
};
