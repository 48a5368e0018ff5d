import type { Pool, PoolClient } from 'pg';
import { comparePositions, type EventStore, type Position, type StoredEvent } from '../event-store/event-store.ts';
import { inTransaction } from '../postgres/postgres.ts';
import { inBatches } from '../subscription/batches.ts';
import { expectWithinLog } from '../subscription/checkpoint.ts';
import { PoisonEvent } from '../subscription/failures.ts';
import { analyze, pathBeside } from './copy.ts';
import type { ReadModel } from './read-model.ts';

export type Progress = {
  doing: 'reading' | 'finishing' | 'comparing' | 'replacing';
  events: number;
  /** Part of the log that is read, from 0 to 1. */
  part: number;
  perSecond: number;
  secondsLeft: number | null;
};

export type FillOptions = {
  readModel: ReadModel;
  store: EventStore;
  pool: Pool;
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  batchSize?: number;
};

export type Filling = {
  /** Up to and including a position, and not one event further. */
  advance(to: Position | null): Promise<void>;
  position(): Position | null;
  events(): number;
  progress(doing: Progress['doing']): Progress;
};

/** Fills the copy beside the live tables with what the projection makes of the log. */
export const fill = ({ readModel, store, pool, signal, onProgress, batchSize = 4_000 }: FillOptions): Filling => {
  const { streamPrefixes, rebuiltFrom = streamPrefixes, open = async (events) => events } = readModel;
  const handle = readModel.handleIn(pathBeside(readModel.schemas));
  const began = performance.now();
  let position: Position | null = null;
  let target: Position | null = null;
  let events = 0;
  let analyzedAt = batchSize;

  const write = (opened: StoredEvent[]): Promise<void> =>
    inTransaction(pool, async (client) => {
      await client.query('SET LOCAL synchronous_commit TO off');
      await handle(client, opened);
    });
  const writeOrBlame = async (batch: StoredEvent[], opened: Promise<StoredEvent[]>): Promise<void> => {
    try {
      await write(await opened);
    } catch {
      for (const event of batch)
        await open([event])
          .then(write)
          .catch((cause) => {
            throw new PoisonEvent(event, cause);
          });
    }
  };
  /** Plans are kept, and those that were made while a table was small read it whole when it is large. */
  const keepPlansFitting = async (): Promise<void> => {
    if (events < analyzedAt * 8) return;
    analyzedAt = events;
    await atLeisure(pool, (client) => analyze(client, readModel.schemas));
  };

  const progress = (doing: Progress['doing']): Progress => {
    const seconds = (performance.now() - began) / 1_000;
    const part = target && target.commit > 0n ? Number(position?.commit ?? 0n) / Number(target.commit) : 1;
    const secondsLeft = part > 0.001 ? (seconds * (1 - part)) / part : null;
    return { doing, events, part: Math.min(1, part), perSecond: events / seconds, secondsLeft };
  };

  return {
    position: () => position,
    events: () => events,
    progress,
    /** The end of the subscription's catching up is the end of what was there when it was opened: the target among it. */
    async advance(to) {
      if (!to || (position && comparePositions(position, to) >= 0)) return;
      target = to;
      const done = new AbortController();
      const ended = AbortSignal.any([signal, done.signal]);
      const items = store.subscribe({ after: position ?? 'start', streamPrefixes: rebuiltFrom, signal: ended });
      const batches = inBatches(items, batchSize, 1_000);
      const gather = async () => {
        const { value: batch } = await batches.next();
        signal.throwIfAborted();
        if (!batch) throw new Error('the log ended before its end');
        const due = batch.events.filter((event) => comparePositions(event.position, to) <= 0);
        const opened = open(due);
        await opened.catch(() => {}); // known once it is to be written
        return { batch, due, opened };
      };
      try {
        let upcoming = gather();
        for (;;) {
          const { batch, due, opened } = await upcoming;
          upcoming = gather(); // while this one is written
          upcoming.catch(() => {});
          if (batch.interrupted) await expectWithinLog(store, readModel.name, { position, mark: null });
          if (due.length > 0) await writeOrBlame(due, opened);
          events += due.length;
          await keepPlansFitting();
          position = due.at(-1)?.position ?? position;
          onProgress?.(progress('reading'));
          if (batch.live || due.length < batch.events.length) break;
        }
      } finally {
        done.abort();
      }
      position = to;
    },
  };
};

/** What takes as long as it takes. */
export const atLeisure = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    return work(client);
  });
