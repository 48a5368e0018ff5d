import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  excludeSystemEvents,
  streamNameFilter,
} from '@eventstore/db-client';
import { createClient, dispose } from './connection.ts';
import type { Position, SubscriptionItem } from './event-store.ts';
import { pause, TimedOut } from './patience.ts';
import { toStoredEvent } from './stored-event.ts';

type Subscribing = {
  url: string;
  after: Position | 'start';
  streamPrefixes: string[] | undefined;
  signal: AbortSignal;
  deadlineMs: number;
  onFault: (what: string, error: unknown) => void;
};

/**
 * A subscription that never ends by itself. The library's ends with an error, or with none at all, and never comes back;
 * this one opens the next, on a connection of its own, after the last item it handed out.
 */
export async function* supervise(subscribing: Subscribing): AsyncGenerator<SubscriptionItem, void, void> {
  const { url, signal, onFault } = subscribing;
  let after = subscribing.after;
  let failures = 0;
  while (!signal.aborted) {
    const client = createClient(url);
    try {
      for await (const item of open(client, { ...subscribing, after })) {
        if (signal.aborted) return;
        if (item.kind === 'event') after = item.event.position;
        if (item.kind === 'checkpoint') after = item.position;
        if (item.kind !== 'behind') failures = 0;
        yield item.kind === 'caughtUp' && after !== 'start' ? { ...item, position: after } : item;
      }
      if (!signal.aborted) onFault('subscription', new Error('the store ended the subscription'));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof UnusableItem) throw error.cause;
      onFault('subscription', error);
    } finally {
      void dispose(client);
    }
    if (signal.aborted) return;
    yield { kind: 'behind' };
    await pause(failures, 2_000, signal);
    failures += 1;
  }
}

class UnusableItem extends Error {}

type Mark = { mark: SubscriptionItem };

/** One subscription of the library, pulled, with its signals put between the events where they belong. */
async function* open(
  client: EventStoreDBClient,
  { after, streamPrefixes, signal, deadlineMs }: Subscribing,
): AsyncGenerator<SubscriptionItem, void, void> {
  // Pushed into the stream itself a signal keeps its place among the events that are still waiting to be pulled.
  const put = (mark: SubscriptionItem) => void subscription.push({ mark } satisfies Mark);
  const window = {
    maxSearchWindow: 500,
    checkpointReached: (_: unknown, position: Position) => put({ kind: 'checkpoint', position }),
  };
  const filter = streamPrefixes
    ? streamNameFilter({ prefixes: streamPrefixes, ...window })
    : excludeSystemEvents(window);
  const subscription: AllStreamSubscription = client.subscribeToAll({ fromPosition: after, filter });
  subscription.on('error', () => {}); // one that comes after the iteration ended has no other listener
  subscription.on('caughtUp', () => put({ kind: 'caughtUp', position: null }));
  subscription.on('fellBehind', () => put({ kind: 'behind' }));
  const stop = () => void subscription.destroy();
  const watch = setTimeout(() => subscription.destroy(new TimedOut('no confirmation')), deadlineMs);
  subscription.on('confirmation', () => clearTimeout(watch));
  signal.addEventListener('abort', stop);
  try {
    for await (const got of subscription as AsyncIterable<AllStreamResolvedEvent | Mark>) {
      if ('mark' in got) yield got.mark;
      else if (got.event) yield { kind: 'event', event: readable(got.event) };
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', stop);
    subscription.destroy();
    subscription.unsubscribe().catch(() => {});
  }
}

const readable = (recorded: NonNullable<AllStreamResolvedEvent['event']>) => {
  try {
    return toStoredEvent(recorded);
  } catch (cause) {
    throw new UnusableItem('unreadable', { cause });
  }
};
