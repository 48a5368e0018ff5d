import { setImmediate } from 'node:timers/promises';
import { FIRST_POSITION } from '../storage/check-tail.ts';
import { type StoredRecord, sizeInLog } from '../storage/record.ts';
import type { Storage, WriteOperation } from '../storage/storage.ts';
import { boundedMap } from './bounded-map.ts';
import { carryOut } from './carry-out.ts';
import type { WriteCommand, WriteOutcome } from './commands.ts';
import { beginRound, type WriterMemory } from './round.ts';
import { beginTail } from './tail.ts';
import { waitingReaders } from './waiting-readers.ts';

/** Raised for writes that could not be decided before their deadline. They have not been written. */
export class DeadlinePassed extends Error {}
/** Raised for writes whose fate is unknown because the disk refused them. */
export class StorageFailed extends Error {}

export interface Log {
  readonly storage: Storage;
  /** Position of the newest record on disk, -1 while there is none. */
  readonly lastPosition: number;
  /** Up to `limit` records after a position, and fewer if they are large; empty only at the end. */
  recordsAfter(position: number, limit: number): Promise<StoredRecord[]>;
  /** Resolves when the command has been decided and, if it wrote, is on the disk. */
  submit(command: WriteCommand, deadlineMs?: number): Promise<WriteOutcome>;
  /**
   * Runs `wake` once, when something newer than `position` is on disk (if a stream is named: something about it).
   * Returns a function that takes the wish back.
   */
  onceBeyond(position: number, wake: () => void, stream?: string): () => void;
  close(): Promise<void>;
}

interface Pending {
  command: WriteCommand;
  deadlineMs: number;
  resolve(outcome: WriteOutcome): void;
  reject(error: Error): void;
}

const HEADS_IN_MEMORY = 20_000;
const IDS_IN_MEMORY = 50_000;
/**
 * Small enough that a client is already busy with the first answers while the next round is decided, large enough that the
 * disk is flushed once for many.
 */
const COMMANDS_PER_ROUND = 32;

/** The one writer. Whatever waits is decided in order, flushed together, answered, and only then shown to readers. */
export async function openLog(storage: Storage, now: () => number = Date.now): Promise<Log> {
  const memory: WriterMemory = { heads: boundedMap(HEADS_IN_MEMORY), recentIds: boundedMap(IDS_IN_MEMORY) };
  const waiting: Pending[] = [];
  const readers = waitingReaders();
  let lastPosition = -1;
  let nextPosition = FIRST_POSITION;
  let tail = beginTail(lastPosition);
  let isBroken = false;
  let running: Promise<void> | undefined;
  let closed = false;

  async function writeRound(round: Pending[]): Promise<void> {
    const inTime = round.filter((pending) => {
      if (pending.deadlineMs > now()) return true;
      pending.reject(new DeadlinePassed('the deadline passed before the write began'));
      return false;
    });
    try {
      if (isBroken) await findEndAgain();
      const writing = beginRound(storage, memory, { lastPosition, nextPosition, nowMs: now() });
      const outcomes: WriteOutcome[] = [];
      for (const { command } of inTime) outcomes.push(await carryOut(writing, command));
      await flush(writing.operations());
      const last = writing.records.at(-1);
      if (last) lastPosition = last.position;
      nextPosition = writing.nextPosition();
      tail.add(writing.records);
      for (const [i, pending] of inTime.entries()) pending.resolve(outcomes[i] as WriteOutcome);
      if (last) readers.wake(writing.streams());
    } catch (error) {
      isBroken = true;
      const failure = new StorageFailed('the write failed', { cause: error });
      for (const pending of inTime) pending.reject(failure);
    }
  }

  /** After a failed write what is in memory may be ahead of the disk: forget it and see what the disk holds. */
  async function findEndAgain(): Promise<void> {
    memory.heads.clear();
    memory.recentIds.clear();
    await storage.reopen();
    await findEnd();
    isBroken = false;
  }

  async function findEnd(): Promise<void> {
    const newest = await storage.newest();
    lastPosition = newest?.position ?? -1;
    nextPosition = newest ? newest.position + sizeInLog(newest.bytes) : FIRST_POSITION;
    tail = beginTail(lastPosition);
  }

  async function flush(operations: WriteOperation[]): Promise<void> {
    if (operations.length > 0) await storage.commit(operations);
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await writeRound(waiting.splice(0, COMMANDS_PER_ROUND));
      if (waiting.length > 0) await setImmediate();
    }
    running = undefined;
  }

  await findEnd();
  return {
    storage,
    recordsAfter: async (position, limit) =>
      tail.after(position, limit) ?? (await storage.logForwards(position + 1, limit)),
    get lastPosition() {
      return lastPosition;
    },

    submit(command, deadlineMs = Infinity) {
      if (closed) return Promise.reject(new StorageFailed('the log is closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ command, deadlineMs, resolve, reject });
        running ??= setImmediate().then(run); // all that arrived in this turn of the event loop goes together
      });
    },

    onceBeyond(position, wake, stream) {
      if (lastPosition > position) {
        queueMicrotask(wake);
        return () => {};
      }
      return readers.add(wake, stream);
    },

    async close() {
      closed = true;
      await running;
      await storage.close();
    },
  };
}
