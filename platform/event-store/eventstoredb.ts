import type { EventStore } from './event-store.ts';

export type EventStoreDbOptions = {
  /** esdb://host:port?tls=false, or esdb+discover://... */
  url: string;
  /** An append or read settles within this. */
  deadlineMs?: number;
  onFault?: (what: string, error: unknown) => void;
};

export declare function connectEventStore(options: EventStoreDbOptions): EventStore;
