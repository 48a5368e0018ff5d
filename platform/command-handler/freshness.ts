import type { EventStore, StoredEvent } from '../event-store/event-store.ts';

/** Tells of every change in some streams, and whether it is on the live tail right now. */
export type Freshness = {
  covers(streamName: string): boolean;
  isLive(): boolean;
  onEvent(listener: (event: StoredEvent) => void): void;
  /** Settles once the live tail is reached. */
  ready(): Promise<void>;
  close(): Promise<void>;
};

/** One subscription for all command handlers of a process: `followChanges({ store, streamPrefixes: ['order-'] })`. */
export const followChanges = (options: { store: EventStore; streamPrefixes: string[] }): Freshness => {
  const { store, streamPrefixes } = options;
  const stopping = new AbortController();
  const listeners: ((event: StoredEvent) => void)[] = [];
  let resolveReady = () => {};
  const becameLive = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  let live = false;

  const follow = async () => {
    for await (const item of store.subscribe({ after: 'end', streamPrefixes, signal: stopping.signal })) {
      if (item.kind === 'event') for (const listener of listeners) listener(item.event);
      if (item.kind === 'behind') live = false;
      if (item.kind === 'caughtUp') {
        live = true;
        resolveReady();
      }
    }
  };
  // Without it every load looks at the tail: slower, never wrong.
  const following = follow()
    .catch(() => {})
    .finally(() => {
      live = false;
    });

  return {
    covers: (streamName) => streamPrefixes.some((prefix) => streamName.startsWith(prefix)),
    isLive: () => live,
    onEvent: (listener) => void listeners.push(listener),
    ready: () => becameLive,
    async close() {
      stopping.abort();
      await following;
    },
  };
};
