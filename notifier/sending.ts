import { withCorrelation } from '@careconnect/platform/logging/correlation.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { type ClaimedLetter, claim, isAlone, nextDueIn, type Outcome, record } from './ledger.ts';
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
};

/** Letters of a process that died are found within this. */
const longestNapMs = 60_000;
const afterFaultMs = 2_000;

/**
 * Takes letters from the ledger as they fall due, one after the other: a crash can double no more than the one in hand. Sleeps
 * until the next one is due, or until it is woken.
 */
export const startSending = ({ pool, log, tryLetter }: SendingOptions): Sending => {
  const alarm = createAlarm();
  let stopped = false;

  const work = async () => {
    while (!stopped) {
      const rung = alarm.rings();
      const nap = await sendNext(pool, log, tryLetter).catch((err) => {
        log.error({ err }, 'The ledger cannot be reached');
        return afterFaultMs;
      });
      if (nap > 0 && !stopped) await alarm.sleep(nap, rung);
    }
  };

  const running = work();
  return {
    wake: alarm.ring,
    stop: async () => {
      stopped = true;
      alarm.ring();
      await running;
    },
  };
};

/** Another process has one about the same visit in hand: what came first is told first. */
const another: Outcome = {
  is: 'PutOff',
  seconds: 1,
  reason: 'another letter of this visit is under way',
  counts: false,
};

/** Answers how long to sleep: not at all after a letter. */
const sendNext = async (pool: Pool, log: Log, tryLetter: TryLetter): Promise<number> => {
  const found = await inTransaction(pool, async (client) => {
    const due = await claim(client);
    if (!due) return false;
    await withCorrelation({ correlationId: due.correlationId, letterId: due.letterId }, async () => {
      const outcome = (await isAlone(client, due)) ? await tryLetter(due) : another;
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

/** A sleeper wakes when it rings or the time is up; that it rang since it was last looked at is not missed. */
const createAlarm = () => {
  let count = 0;
  let wake = () => {};
  return {
    rings: () => count,
    ring: () => {
      count += 1;
      wake();
    },
    sleep: (ms: number, seen: number) =>
      new Promise<void>((resolve) => {
        if (count !== seen) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
};
