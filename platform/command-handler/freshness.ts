import type { EventStore, StoredEvent } from '../event-store/event-store.ts';

/** Tells of every change in some streams, and whether it is on the live tail right now. */
export type Freshness = {
  covers(streamName: string): boolean;
  isLive(): boolean;
  onEvent(listener: (event: StoredEvent) => void): void;
  close(): Promise<void>;
};

/** One subscription per process: `followChanges({ store, streamPrefixes: ['doctor-', 'user-'] })`. */
export declare function followChanges(options: { store: EventStore; streamPrefixes: string[] }): Freshness;
