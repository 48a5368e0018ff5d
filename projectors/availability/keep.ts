import { setTimeout as delay } from 'node:timers/promises';
import { pause } from '@careconnect/platform/event-store/patience.ts';
import { own } from '@careconnect/platform/subscription/ownership.ts';
import type { Pool } from 'pg';
import { atOnce, deriveNextFree } from './next-free.ts';

export type Availability = { stop(): Promise<void> };

type Options = {
  pool: Pool;
  clock: () => string;
  onFault: (error: unknown) => void;
  /** Between two looks: how far behind the next free starts may be. */
  everyMs?: number;
};

/** Keeps the next free start of every doctor, as one of all processes, until it is stopped. */
export const keepAvailability = ({ pool, clock, onFault, everyMs = 1_000 }: Options): Availability => {
  const stopping = new AbortController();

  const keep = async (signal: AbortSignal, looked: () => void): Promise<void> => {
    while (!signal.aborted) {
      const derived = await deriveNextFree(pool, clock());
      looked();
      // A full hand means that there is more.
      if (derived < atOnce) await delay(everyMs, undefined, { signal }).catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      try {
        const ownership = await own(pool, 'availability', stopping.signal);
        const signal = AbortSignal.any([stopping.signal, ownership.lost]);
        await keep(signal, () => {
          failures = 0;
        }).finally(() => ownership.release());
      } catch (error) {
        if (stopping.signal.aborted) return;
        onFault(error);
      }
      await pause(failures, 5_000, stopping.signal);
    }
  };

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
