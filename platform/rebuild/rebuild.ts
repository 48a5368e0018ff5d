import type { Pool, PoolClient } from 'pg';
import { comparePositions, type EventStore, type Position, type StoredEvent } from '../event-store/event-store.ts';
import { pause } from '../event-store/patience.ts';
import { inTransaction } from '../postgres/postgres.ts';
import { inBatches } from '../subscription/batches.ts';
import {
  expectWithinLog,
  isWithinLog,
  loadCheckpoint,
  readCheckpoint,
  replaceCheckpoint,
} from '../subscription/checkpoint.ts';
import { PoisonEvent } from '../subscription/failures.ts';
import type { ProjectionOptions } from '../subscription/runner.ts';
import { type Comparison, compare } from './compare.ts';
import { analyze, dropCopies, expectSame, finishCopy, lockTables, makeCopy, pathBeside, putInPlace } from './copy.ts';
import { RebuildUnderWay, theOnlyRebuild } from './only-one.ts';

/** A projection whose rows are tables, and can be made anew beside the live ones. */
export type ReadModel = Pick<ProjectionOptions, 'name' | 'streamPrefixes' | 'open' | 'maxWaitMs'> & {
  /** Every table of these is its own, and no other projection writes there. */
  schemas: readonly string[];
  /** Indexes that nothing it does with events looks into: a copy gets them when its rows are there. */
  indexesForQueries: readonly string[];
  /** The streams among those it follows that say anything to it: a rebuild reads no others. Left out: all of them. */
  rebuiltFrom?: string[];
  /** What it does with events, on the tables that are found along this search path. */
  handleIn(searchPath: string): ProjectionOptions['handle'];
};

export type Progress = {
  doing: 'reading' | 'finishing' | 'comparing' | 'replacing';
  events: number;
  /** Part of the log that is read, from 0 to 1. */
  part: number;
  perSecond: number;
  secondsLeft: number | null;
};

export type RebuildOptions = {
  readModel: ReadModel;
  store: EventStore;
  pool: Pool;
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  batchSize?: number;
  /** Before the copy takes its place: what a proof wants to look at. The live rows are those of `at`. */
  beforeReplacing?: (compared: Comparison | null) => Promise<void>;
};

export type Rebuilt = {
  events: number;
  seconds: number;
  /** With the live rows at one and the same position. Null when those cannot be compared: the log is older, or there are none. */
  compared: Comparison | null;
};

/** How long queries may have to wait for the moment of the swap, before it gives way and tries again. */
const lockTimeoutMs = 200;

/**
 * Makes the tables of a read model anew: a copy beside them is filled from the first event, compared with them at one
 * position, and put in their place in one transaction. The live tables are read and written all the while. What fails
 * leaves them as they are (docs/adr/0023). Throws RebuildUnderWay, CopyUnfit, PoisonEvent.
 */
export const rebuild = async (options: RebuildOptions): Promise<Rebuilt> => {
  const { readModel, pool } = options;
  const release = await theOnlyRebuild(pool, readModel.name);
  try {
    return await rebuildAlone(options);
  } finally {
    await atLeisure(pool, (client) => dropCopies(client, readModel.schemas)).catch(() => {});
    await release();
  }
};

/** What a rebuild left that was killed, unless another one is under way. */
export const dropLeftovers = async (pool: Pool, { name, schemas }: ReadModel): Promise<void> => {
  try {
    const release = await theOnlyRebuild(pool, name);
    await atLeisure(pool, (client) => dropCopies(client, schemas)).finally(release);
  } catch (error) {
    if (!(error instanceof RebuildUnderWay)) throw error;
  }
};

const rebuildAlone = async (options: RebuildOptions): Promise<Rebuilt> => {
  const { readModel, store, pool, signal, onProgress } = options;
  const { name, schemas, indexesForQueries } = readModel;
  const began = performance.now();
  const filling = fill(options);
  const told = (doing: Progress['doing']) => onProgress?.(filling.progress(doing));

  await atLeisure(pool, (client) => makeCopy(client, schemas, indexesForQueries));
  const [checkpoint, head] = [await loadCheckpoint(pool, name), await store.head()];
  const live = checkpoint.position;
  const hasLive = live !== null && (await isWithinLog(store, checkpoint));
  await filling.advance(hasLive ? live : head);
  told('finishing');
  await atLeisure(pool, (client) => finishCopy(client, schemas, indexesForQueries));
  // It begins its life with the statistics of its rows: queries get their plans from them at once.
  await atLeisure(pool, (client) => analyze(client, schemas));

  told('comparing');
  const compared = hasLive ? await compareAtOnePosition(pool, readModel, filling) : null;
  await options.beforeReplacing?.(compared);
  told('replacing');
  await filling.advance(await store.head());
  for (let tries = 0; !(await replaced(pool, readModel, filling, hasLive)); tries += 1) {
    await pause(tries, 2_000, signal);
    signal.throwIfAborted();
  }
  return { events: filling.events(), seconds: (performance.now() - began) / 1_000, compared };
};

/** What takes as long as it takes. */
const atLeisure = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    return work(client);
  });

type Filling = {
  /** Up to and including a position, and not one event further. */
  advance(to: Position | null): Promise<void>;
  position(): Position | null;
  events(): number;
  progress(doing: Progress['doing']): Progress;
};

const fill = ({ readModel, store, pool, signal, onProgress, batchSize = 2_000 }: RebuildOptions): Filling => {
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

/** A snapshot of the live rows, and the copy brought to the very position at which they stand in it. */
const compareAtOnePosition = (pool: Pool, { name, schemas }: ReadModel, filling: Filling): Promise<Comparison> =>
  inTransaction(pool, async (live) => {
    await live.query(`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`);
    await filling.advance(await readCheckpoint(live, name));
    return atLeisure(pool, (copy) => compare(live, copy, schemas));
  });

/**
 * One try: the live projection is held where it is, the copy comes up with it, and takes its place. False when somebody reads
 * the live tables for so long that others would have to wait.
 */
const replaced = async (
  pool: Pool,
  { name, schemas }: ReadModel,
  filling: Filling,
  hasLive: boolean,
): Promise<boolean> => {
  try {
    await atLeisure(pool, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
      const live = await readCheckpoint(client, name, 'FOR UPDATE');
      if (hasLive) await filling.advance(live);
      await lockTables(client, schemas);
      await expectSame(client, schemas);
      await putInPlace(client, schemas);
      await replaceCheckpoint(client, name, filling.position());
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') return false;
    throw error;
  }
};
