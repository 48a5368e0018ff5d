import { setTimeout as delay } from 'node:timers/promises';

/** Waits between tries: doubles up to `most`, and a random part of it, so that many do not come back at the same moment. */
export const pause = async (failures: number, most: number, signal?: AbortSignal): Promise<void> => {
  const limit = Math.min(most, 50 * 2 ** Math.min(failures, 10));
  await delay(limit * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
};

export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** Settles in time, whatever the promise does; `giveUp` cancels what still runs. */
export const within = async <T>(ms: number, promise: Promise<T>, giveUp: () => void = () => {}): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(`no answer in ${ms} ms`));
      giveUp();
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** At most `limit` at once; the others wait in line. */
export const limited = (limit: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
