import type { Pool } from 'pg';
import { pause } from '../event-store/patience.ts';
import { inTransaction } from '../postgres/postgres.ts';
import { isWithinLog, loadCheckpoint, readCheckpoint, replaceCheckpoint } from '../subscription/checkpoint.ts';
import { type Comparison, compare } from './compare.ts';
import { analyze, dropCopies, expectSame, finishCopy, lockTables, makeCopy, putInPlace } from './copy.ts';
import { atLeisure, type Filling, type FillOptions, fill, type Progress } from './filling.ts';
import { RebuildUnderWay, theOnlyRebuild } from './only-one.ts';
import type { ReadModel } from './read-model.ts';

export type RebuildOptions = FillOptions & {
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
