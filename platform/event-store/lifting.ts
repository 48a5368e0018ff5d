import type { EventStore, StoredEvent, SubscriptionItem } from './event-store.ts';

/** Brings an event that an older version wrote to the shape of today. */
export type Lift = <E extends { type: string; data: unknown }>(event: E, writtenBy: number) => E;

/** The same store, whose readers meet events in the shapes of today alone. */
export const lifting = (store: EventStore, lift: Lift): EventStore => {
  const lifted = (event: StoredEvent): StoredEvent => lift(event, event.metadata.schemaVersion);
  return {
    ...store,
    async *readStream(streamName, options) {
      for await (const event of store.readStream(streamName, options)) yield lifted(event);
    },
    async *subscribe(options) {
      for await (const item of store.subscribe(options))
        yield item.kind === 'event' ? ({ ...item, event: lifted(item.event) } satisfies SubscriptionItem) : item;
    },
  };
};
