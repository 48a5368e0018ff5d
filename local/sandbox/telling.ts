import { pause } from '@careconnect/platform/event-store/patience.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import Stripe from 'stripe';
import type { Ledger, SandboxEvent } from './ledger.ts';

export type Telling = {
  /** Resolves when all that was untold of this page is told, or after the first try that failed: more follow. */
  tell(id: string): Promise<void>;
  stop(): void;
};

type Needs = { ledger: Ledger; noticesUrl: string; secret: string; log: Log };

/** Tells the webhook what happened, signed as Stripe signs, again and again until it is heard. */
export const tellingTo = async ({ ledger, noticesUrl, secret, log }: Needs): Promise<Telling> => {
  const stopping = new AbortController();

  const send = async (event: SandboxEvent): Promise<void> => {
    const payload = JSON.stringify(event);
    const headers = {
      'Content-Type': 'application/json',
      'Stripe-Signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
    };
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(5_000)]);
    const { status } = await fetch(noticesUrl, { method: 'POST', headers, body: payload, signal });
    if (status >= 300) throw new Error(`the webhook answered ${status}`);
  };

  const tellAll = async (id: string): Promise<void> => {
    for (const event of (await ledger.find(id))?.untold ?? []) {
      await send(event);
      await ledger.change(id, (session) => ({
        ...session,
        untold: session.untold.filter((each) => each.id !== event.id),
      }));
    }
  };

  const again = async (id: string): Promise<void> => {
    for (let tries = 1; !stopping.signal.aborted; tries += 1) {
      await pause(tries, 10_000, stopping.signal);
      try {
        return await tellAll(id);
      } catch (err) {
        if (!stopping.signal.aborted) log.warn({ err, attempt: tries }, 'Tells it again');
      }
    }
  };

  // What was not told before the last stop.
  for (const id of await ledger.ids()) if ((await ledger.find(id))?.untold.length) void again(id);

  return {
    tell: (id) =>
      tellAll(id).catch(() => {
        void again(id);
      }),
    stop: () => stopping.abort(),
  };
};
