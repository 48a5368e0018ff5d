import type { Position, StoredEvent, SubscriptionItem } from '../event-store/event-store.ts';

export type Batch = {
  events: StoredEvent[];
  /** Up to where the log is covered once the events are handled; null when nothing moved. */
  position: Position | null;
  /** What the subscription said last: on the live tail, or behind it. */
  live: boolean;
  /** The subscription was interrupted on the way. */
  interrupted: boolean;
};

/**
 * Gathers items for up to `maxWaitMs` while catching up. On the live tail batches begin that far apart at least: when events
 * come one upon another many share a transaction, and a single event is seen at once. Pulls no more than it hands out, but
 * one item.
 */
export async function* inBatches(
  items: AsyncIterable<SubscriptionItem>,
  batchSize: number,
  maxWaitMs: number,
): AsyncGenerator<Batch, void, void> {
  const iterator = items[Symbol.asyncIterator]();
  const pull = () => {
    const next = iterator.next();
    next.catch(() => {}); // awaited later, while nobody listens now
    return next;
  };
  let live = false;
  let notBefore = Number.NEGATIVE_INFINITY;
  let upcoming = pull();
  try {
    for (;;) {
      let got: IteratorResult<SubscriptionItem> | undefined = await upcoming;
      const waitMs = live ? notBefore - performance.now() : maxWaitMs;
      const patience = waitMs <= 0 ? atOnce() : after(waitMs);
      const batch: Batch = { events: [], position: null, live, interrupted: false };
      while (got && !got.done) {
        add(batch, got.value);
        upcoming = pull();
        if (batch.events.length >= batchSize || batch.live !== live || batch.interrupted) break;
        got = await Promise.race([upcoming, patience]);
      }
      live = batch.live;
      notBefore = performance.now() + maxWaitMs;
      yield batch;
      if (got?.done) return;
    }
  } finally {
    iterator.return?.().catch(() => {}); // comes true once the signal ends the pull that is under way
  }
}

const add = (batch: Batch, item: SubscriptionItem): void => {
  if (item.kind === 'event') {
    batch.events.push(item.event);
    batch.position = item.event.position;
  } else if (item.kind === 'behind') {
    batch.live = false;
    batch.interrupted = true;
  } else {
    batch.position = item.position ?? batch.position;
    if (item.kind === 'caughtUp') batch.live = true;
  }
};

const atOnce = () => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
const after = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
