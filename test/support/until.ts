import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, not for a time: asks every few milliseconds until it holds, and fails loudly when it never does. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  mostMs = 60_000,
  everyMs = 5,
): Promise<void> => {
  for (const end = Date.now() + mostMs; Date.now() < end; await delay(everyMs)) {
    if (await holds()) return;
  }
  throw new Error(`after ${mostMs} ms still not: ${what}`);
};
