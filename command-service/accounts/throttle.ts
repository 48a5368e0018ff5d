export type Throttle = {
  /** Counts a try. Answers in how many seconds the next one is welcome: 0 is now. */
  try(key: string, now: number): number;
  /** It was the right person after all. */
  forget(key: string): void;
};

type Tries = { count: number; until: number };

/**
 * So many tries per key and window. A try counts before its outcome is known, so a hundred at once are no way around.
 * Memory is bounded: of too many keys the ones tried longest ago are forgotten.
 */
export const createThrottle = (limit: number, windowMs: number, mostKeys = 50_000): Throttle => {
  const tries = new Map<string, Tries>();
  return {
    try(key, now) {
      const known = tries.get(key);
      const current = known && known.until > now ? known : { count: 0, until: now + windowMs };
      if (current.count >= limit) return Math.ceil((current.until - now) / 1000);
      tries.delete(key);
      tries.set(key, { ...current, count: current.count + 1 });
      const [oldest] = tries.keys();
      if (tries.size > mostKeys && oldest !== undefined) tries.delete(oldest);
      return 0;
    },
    forget: (key) => void tries.delete(key),
  };
};
