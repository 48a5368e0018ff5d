import type { AbstractLevel } from 'abstract-level';
import { decodeHead, type StreamHead } from './head.ts';
import { allLogKeys, headKey, indexKey, logKey, positionOfLogKey, positionOfValue } from './keys.ts';
import type { StoredRecord } from './record.ts';

export type Level = AbstractLevel<string | Buffer | Uint8Array, Buffer, Buffer>;
export type WriteOperation = { type: 'put'; key: Buffer; value: Buffer } | { type: 'del'; key: Buffer };

/** Reads and writes of the kept log. All that is read here has been committed. */
export interface Storage {
  /** Writes all or nothing; when it resolves, the bytes are on the disk. */
  commit(operations: WriteOperation[]): Promise<void>;
  /** Read without leaving the thread: a head is small, and a missing one is known as missing without the disk. */
  head(stream: string): StreamHead | undefined;
  newest(): Promise<StoredRecord | undefined>;
  recordAt(position: number): Promise<StoredRecord | undefined>;
  positionInStream(stream: string, revision: number): Promise<number | undefined>;
  /** Up to `limit` records, and fewer if they are large; empty only at the end. */
  logForwards(from: number, limit: number): Promise<StoredRecord[]>;
  logBackwards(before: number, limit: number): Promise<StoredRecord[]>;
  /** Records of a stream within revisions (both inclusive), as far as they have not been scavenged. */
  streamForwards(stream: string, from: number, to: number, limit: number): Promise<StoredRecord[]>;
  streamBackwards(stream: string, from: number, to: number, limit: number): Promise<StoredRecord[]>;
  /** Frees the disk space of keys that have been deleted. */
  giveBack(range: { gte: Buffer; lt: Buffer }): Promise<void>;
  /** Begins anew after a failed commit: what is on the disk counts, and commits may work again. */
  reopen(): Promise<void>;
  /** The whole of what lies below, for scavenging and for looking at it. */
  readonly level: Level;
  close(): Promise<void>;
}

/** A page holds at most about this many bytes, however many records are asked for. */
const PAGE_BYTES = 256 * 1024;

/** What memory and disk do each in their own way. */
export interface StorageKind {
  level: Level;
  commit(operations: WriteOperation[]): Promise<void>;
  giveBack(range: { gte: Buffer; lt: Buffer }): Promise<void>;
  reopen(): Promise<void>;
}

export function storageOver({ level, commit, giveBack, reopen }: StorageKind): Storage {
  async function logPage(range: object, limit: number): Promise<StoredRecord[]> {
    const iterator = level.iterator({ ...range, limit, ...({ highWaterMarkBytes: PAGE_BYTES } as object) });
    try {
      const entries = await iterator.nextv(limit);
      return entries.map(([key, bytes]) => ({ position: positionOfLogKey(key), bytes }));
    } finally {
      await iterator.close();
    }
  }

  async function streamPage(range: object, limit: number): Promise<StoredRecord[]> {
    const iterator = level.values({ ...range, limit });
    const positions: number[] = [];
    try {
      for (const value of await iterator.nextv(limit)) positions.push(positionOfValue(value));
    } finally {
      await iterator.close();
    }
    const found = await level.getMany(positions.map(logKey));
    return positions.flatMap((position, i) => {
      const bytes = found[i];
      return bytes === undefined ? [] : [{ position, bytes }];
    });
  }

  function head(stream: string): StreamHead | undefined {
    const value = level.getSync(headKey(stream));
    return value && decodeHead(value);
  }

  return {
    level,
    commit,
    giveBack,
    reopen,

    head,

    async newest() {
      const [record] = await logPage({ ...allLogKeys, reverse: true }, 1);
      return record;
    },

    async recordAt(position) {
      const bytes = await level.get(logKey(position));
      return bytes && { position, bytes };
    },

    async positionInStream(stream, revision) {
      const value = await level.get(indexKey(stream, revision));
      return value && positionOfValue(value);
    },

    logForwards: (from, limit) => logPage({ gte: logKey(from), lt: allLogKeys.lt }, limit),
    logBackwards: (before, limit) => logPage({ gte: allLogKeys.gte, lt: logKey(before), reverse: true }, limit),
    streamForwards: (stream, from, to, limit) =>
      streamPage({ gte: indexKey(stream, from), lte: indexKey(stream, to) }, limit),
    streamBackwards: (stream, from, to, limit) =>
      streamPage({ gte: indexKey(stream, to), lte: indexKey(stream, from), reverse: true }, limit),

    close: () => level.close(),
  };
}
