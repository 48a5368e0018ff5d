import { pause } from '../event-store/patience.ts';

/** Tries until it works: what is needed may be away when the process starts. */
export const startWhenPossible = (start: () => Promise<void>) => {
  const giving = new AbortController();
  const started = (async () => {
    for (let tries = 0; !giving.signal.aborted; tries += 1) {
      try {
        return await start();
      } catch {
        await pause(tries, 5_000, giving.signal);
      }
    }
  })();
  return { started, giveUp: () => giving.abort() };
};
