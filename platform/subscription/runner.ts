import type { Pool, PoolClient } from 'pg';
import type { EventStore, Position, StoredEvent } from '../event-store/event-store.ts';

export type ProjectionState = 'standby' | 'catching-up' | 'live' | 'retrying' | 'stopped';

export type ProjectionStatus = {
  name: string;
  state: ProjectionState;
  position: Position | null;
  /** Estimated seconds between what happened and what is handled: 0 while live. */
  lagSeconds: number;
  /** Why it is retrying or stopped; names the poison event, never its data. */
  problem: string | null;
};

export type ProjectionOptions = {
  name: string;
  store: EventStore;
  pool: Pool;
  streamPrefixes?: string[];
  /** In order, inside the transaction that also moves the checkpoint. */
  handle: (client: PoolClient, events: StoredEvent[]) => Promise<void>;
  /** Run on each batch before handle, outside the transaction: vault.open. */
  open?: (events: StoredEvent[]) => Promise<StoredEvent[]>;
  batchSize?: number;
  maxWaitMs?: number;
  /** Failures of one batch before its events are tried one by one. */
  maxFailures?: number;
  onStatus?: (status: ProjectionStatus) => void;
};

export type Projection = {
  status(): ProjectionStatus;
  /** Settles when the running batch is done and the ownership is given back. */
  stop(): Promise<void>;
};

export declare function runProjection(options: ProjectionOptions): Projection;
