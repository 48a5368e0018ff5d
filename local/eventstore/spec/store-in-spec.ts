import { EventStoreDBClient, jsonEvent, type StreamSubscription } from '@eventstore/db-client';
import { type EventStoreOptions, type RunningEventStore, startEventStore } from '../server.ts';

export interface StoreInSpec {
  store: RunningEventStore;
  client: EventStoreDBClient;
  end(): Promise<void>;
}

export async function storeInSpec(
  options: EventStoreOptions = {},
  urlOf: (store: RunningEventStore) => string = (store) => store.url,
): Promise<StoreInSpec> {
  const store = await startEventStore(options);
  const client = EventStoreDBClient.connectionString(urlOf(store));
  return {
    store,
    client,
    async end() {
      await client.dispose();
      await store.stop();
    },
  };
}

export const events = (count: number, type = 'E') =>
  Array.from({ length: count }, (_, i) => jsonEvent({ type: `${type}${i}`, data: { i } }));

export async function typesIn(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { event } of client.readStream(stream)) types.push(event?.type ?? '');
  return types;
}

/** Waits for something a subscription tells; rejects if it ends before. */
export const told = (subscription: StreamSubscription, what: 'confirmation' | 'caughtUp'): Promise<void> =>
  new Promise((resolve, reject) => {
    subscription.once(what, () => resolve());
    subscription.once('error', reject);
  });

/** Whatever a promise is rejected with. */
export const failureOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Error) => error,
  );
