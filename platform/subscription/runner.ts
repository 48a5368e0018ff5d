import type { Pool, PoolClient } from 'pg';
import {
  type EventStore,
  type Mark,
  type Position,
  type StoredEvent,
  UnreadableEvent,
} from '../event-store/event-store.ts';
import { pause } from '../event-store/patience.ts';
import { inTransaction } from '../postgres/postgres.ts';
import { type Batch, inBatches } from './batches.ts';
import {
  CheckpointMoved,
  expectWithinLog,
  LogOlderThanCheckpoint,
  loadCheckpoint,
  moveCheckpoint,
  tellCheckpoint,
  withdraw,
} from './checkpoint.ts';
import { describe, isPassing, isTimeout, PoisonEvent } from './failures.ts';
import { own } from './ownership.ts';

/** `stopped` is for good: an operator must act. The others take care of themselves. */
export type ProjectionState = 'standby' | 'catching-up' | 'live' | 'rebuilding' | 'retrying' | 'stopped';

export type ProjectionStatus = {
  name: string;
  state: ProjectionState;
  position: Position | null;
  /** Handled by this process. */
  events: number;
  /** Estimated seconds between what happened and what is handled: 0 while live, null while unknown. */
  lagSeconds: number | null;
  /** Why it is retrying or stopped; names the poison event, never its data. */
  problem: string | null;
};

export type ProjectionOptions = {
  name: string;
  store: EventStore;
  pool: Pool;
  streamPrefixes?: string[];
  /** In order, inside the transaction that also moves the checkpoint. A batch that failed comes again. */
  handle: (client: PoolClient, events: StoredEvent[]) => Promise<void>;
  /** Run on each batch before handle, outside the transaction: vault.open. */
  open?: (events: StoredEvent[]) => Promise<StoredEvent[]>;
  batchSize?: number;
  maxWaitMs?: number;
  /** Further faults that no event can be blamed for: they are waited out, however long it takes. */
  isPassing?: (error: unknown) => boolean;
  /** Failures of one batch before its events are tried one by one. */
  maxFailures?: number;
  /** Whenever this process has become the owner, before it reads. */
  onOwned?: () => Promise<void>;
  /** Makes the rows anew and the checkpoint with them, when the log turns out to be older. Without it that stops the projection. */
  rebuild?: (signal: AbortSignal) => Promise<void>;
  /** Called on every change of state or problem. */
  onStatus?: (status: ProjectionStatus) => void;
};

export type Projection = {
  status(): ProjectionStatus;
  /** Settles when the running batch is done and the ownership is given back. */
  stop(): Promise<void>;
};

/**
 * Keeps rows in step with the log: in order, many events a transaction, rows and checkpoint together, one owner at a time
 * among all processes. Starts at once and takes care of itself until stop().
 */
export const runProjection = (options: ProjectionOptions): Projection => {
  const { name, store, pool, streamPrefixes, batchSize = 500, maxWaitMs = 20, maxFailures = 5 } = options;
  const { open = async (events) => events, handle, onStatus } = options;
  const passes = (error: unknown) => isPassing(error) || options.isPassing?.(error) === true;
  const stopping = new AbortController();
  let state: ProjectionState = 'standby';
  let problem: string | null = null;
  let position: Position | null = null;
  let mark: Mark | null = null;
  let newest: string | null = null;
  let handled = 0;

  const status = (): ProjectionStatus => {
    const lagSeconds = lag(state, newest);
    return { name, state, position, events: handled, lagSeconds, problem };
  };
  const become = (next: ProjectionState, why: string | null = null): void => {
    if (next === state && why === problem) return;
    state = next;
    problem = why;
    onStatus?.(status());
  };

  const commit = async (events: StoredEvent[], to: Position): Promise<void> => {
    const opened = events.length > 0 ? await open(events) : [];
    const last = events.at(-1);
    // Where events of others were passed over, the one that is there is asked for: every few hundred of them.
    const reached = last && !differs(last.position, to) ? markOf(last) : ((await store.markAt(to)) ?? mark);
    await inTransaction(pool, async (client) => {
      await moveCheckpoint(client, name, position, to, reached);
      if (opened.length > 0) await handle(client, opened);
      await tellCheckpoint(client, name, to);
    });
    [position, mark] = [to, reached];
    handled += events.length;
    newest = events.at(-1)?.metadata.recordedAt ?? newest;
  };

  /** Until it is done. Gives up after maxFailures, unless waiting helps. */
  const persist = async (
    events: StoredEvent[],
    to: Position,
    waitsFor: (error: unknown) => boolean,
    signal: AbortSignal,
  ) => {
    const before = state;
    for (let tries = 0, failures = 0; ; tries += 1) {
      try {
        await commit(events, to);
        if (tries > 0) become(before);
        return;
      } catch (error) {
        if (error instanceof CheckpointMoved) throw error;
        if (!waitsFor(error)) failures += 1;
        if (failures >= maxFailures || signal.aborted) throw error;
        become('retrying', describe(error));
        await pause(tries, 2_000, signal);
        signal.throwIfAborted();
      }
    }
  };

  const persistBatch = async ({ events }: Batch, to: Position, signal: AbortSignal): Promise<void> => {
    try {
      await persist(events, to, passes, signal);
    } catch (error) {
      if (signal.aborted || error instanceof CheckpointMoved) throw error;
      for (const event of events) {
        await persist([event], event.position, (fault) => passes(fault) || isTimeout(fault), signal).catch((cause) => {
          throw signal.aborted || cause instanceof CheckpointMoved ? cause : new PoisonEvent(event, cause);
        });
      }
      become('catching-up');
    }
  };

  /** From the moment it is known until they are made anew, nobody may read rows of what never happened. */
  const rebuildIfOlder = async (signal: AbortSignal): Promise<void> => {
    try {
      await expectWithinLog(store, name, { position, mark });
    } catch (error) {
      if (!(error instanceof LogOlderThanCheckpoint) || !options.rebuild) throw error;
      await withdraw(pool, name);
      become('rebuilding', describe(error));
      await options.rebuild(signal);
      ({ position, mark } = await loadCheckpoint(pool, name));
    }
  };

  const project = async (signal: AbortSignal): Promise<void> => {
    await options.onOwned?.();
    ({ position, mark } = await loadCheckpoint(pool, name));
    await rebuildIfOlder(signal);
    become('catching-up');
    const items = store.subscribe({ after: position ?? 'start', streamPrefixes, signal });
    for await (const batch of inBatches(items, batchSize, maxWaitMs)) {
      if (batch.position && differs(batch.position, position)) await persistBatch(batch, batch.position, signal);
      // The log that comes back may be a restored, older one.
      if (batch.interrupted) await expectWithinLog(store, name, { position, mark });
      become(batch.live ? 'live' : 'catching-up');
    }
  };

  const ownAndProject = async (): Promise<void> => {
    const ownership = await own(pool, name, stopping.signal);
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ownership.lost, ending.signal]);
    try {
      await project(signal);
    } finally {
      ending.abort();
      await ownership.release();
    }
    if (!stopping.signal.aborted) throw new Error('the connection that holds the ownership is lost');
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      const from = position;
      try {
        await ownAndProject();
      } catch (error) {
        if (stopping.signal.aborted) return;
        const isOld = error instanceof LogOlderThanCheckpoint && options.rebuild !== undefined;
        if (isFinal(error) && !isOld) return become('stopped', describe(error));
        if (position && differs(position, from)) failures = 0;
        become('retrying', describe(error));
        await pause(failures, 2_000, stopping.signal);
      }
    }
  };

  const running = run();
  return {
    status,
    async stop() {
      stopping.abort();
      await running;
    },
  };
};

const isFinal = (error: unknown): boolean =>
  error instanceof PoisonEvent || error instanceof LogOlderThanCheckpoint || error instanceof UnreadableEvent;

const markOf = ({ id, streamName, revision }: StoredEvent): Mark => ({ id, streamName, revision });

const differs = (a: Position, b: Position | null): boolean => a.commit !== b?.commit || a.prepare !== b.prepare;

const lag = (state: ProjectionState, newest: string | null): number | null => {
  if (state === 'live') return 0;
  return newest === null ? null : Math.max(0, (Date.now() - Date.parse(newest)) / 1_000);
};
