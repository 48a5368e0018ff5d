import { type Category, prefixesOf } from '@careconnect/domain/streams.ts';
import type { System } from '@careconnect/local/system/system.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';

/** As the log has it. What is said of an appointment is said in each of its events. */
export type Happened = Pick<StoredEvent<Said>, 'type' | 'data' | 'revision'> & {
  metadata: Pick<StoredEvent['metadata'], 'recordedAt' | 'imported'>;
};
type Said = { appointmentId: string; userId: string; startsAt: string; endsAt: string; zone: string };

/** Everything up to now, in the order of the log. */
export const logOf = async ({ addresses }: System, ...categories: Category[]): Promise<Happened[]> => {
  const store = connectEventStore({ url: addresses.eventStore });
  const found: Happened[] = [];
  const end = new AbortController();
  const streamPrefixes = prefixesOf(...categories);
  for await (const item of store.subscribe({ after: 'start', streamPrefixes, signal: end.signal })) {
    if (item.kind === 'caughtUp') end.abort();
    if (item.kind === 'event') found.push(item.event as StoredEvent<Said>);
  }
  await store.close();
  return found;
};
