import { emptyHead, encodeHead, type StreamHead } from '../storage/head.ts';
import { headKey, indexKey, logKey, positionValue } from '../storage/keys.ts';
import { encodeRecord, type StoredRecord, sizeInLog } from '../storage/record.ts';
import type { Storage, WriteOperation } from '../storage/storage.ts';
import type { BoundedMap } from './bounded-map.ts';
import type { ProposedEvent } from './commands.ts';

/** What the writer keeps in memory between rounds. All of it is bounded and can be read again from storage. */
export interface WriterMemory {
  heads: BoundedMap<string, StreamHead>;
  recentIds: BoundedMap<string, { stream: string; revision: number }>;
}

/** What is going to be written with the next flush; whoever writes into it sees what was written into it before. */
export interface Round {
  readonly memory: WriterMemory;
  readonly records: StoredRecord[];
  /** Position of the newest record, flushed or not; -1 while there is none. */
  lastPosition(): number;
  nextPosition(): number;
  headOf(stream: string): StreamHead;
  /** To be called for every head that is changed. */
  changed(stream: string, head: StreamHead): void;
  recordOf(stream: string, revision: number): Promise<StoredRecord | undefined>;
  /** Writes an event behind the others of its stream; answers its position. */
  write(stream: string, head: StreamHead, event: ProposedEvent): number;
  /** Writes a record that ends its stream and has no revision in it. */
  writeTombstone(stream: string, event: ProposedEvent): number;
  streams(): string[];
  operations(): WriteOperation[];
}

export interface Beginning {
  /** Of the newest record on disk. */
  lastPosition: number;
  /** Where the next record goes. */
  nextPosition: number;
  nowMs: number;
}

export function beginRound(storage: Storage, memory: WriterMemory, from: Beginning): Round {
  const operations: WriteOperation[] = [];
  const records: StoredRecord[] = [];
  const unflushed = new Map<string, StoredRecord>();
  const heads = new Map<string, StreamHead>();
  let { nextPosition } = from;

  function put(stream: string, revision: number, event: ProposedEvent, isTombstone: boolean): StoredRecord {
    const bytes = encodeRecord({ ...event, stream, revision, createdMs: from.nowMs, isTombstone });
    const record = { position: nextPosition, bytes };
    nextPosition += sizeInLog(bytes);
    operations.push({ type: 'put', key: logKey(record.position), value: bytes });
    records.push(record);
    return record;
  }

  return {
    memory,
    records,
    lastPosition: () => records.at(-1)?.position ?? from.lastPosition,
    nextPosition: () => nextPosition,

    headOf(stream) {
      const inMemory = heads.get(stream) ?? memory.heads.get(stream);
      if (inMemory) return inMemory;
      const head = storage.head(stream) ?? emptyHead();
      memory.heads.set(stream, head);
      return head;
    },

    changed: (stream, head) => void heads.set(stream, head),

    async recordOf(stream, revision) {
      const here = unflushed.get(`${revision}@${stream}`);
      if (here) return here;
      const position = await storage.positionInStream(stream, revision);
      return position === undefined ? undefined : storage.recordAt(position);
    },

    write(stream, head, event) {
      const revision = head.last + 1;
      const record = put(stream, revision, event, false);
      operations.push({ type: 'put', key: indexKey(stream, revision), value: positionValue(record.position) });
      unflushed.set(`${revision}@${stream}`, record);
      head.last = revision;
      head.lastPosition = record.position;
      heads.set(stream, head);
      return record.position;
    },

    writeTombstone: (stream, event) => put(stream, 0, event, true).position,
    streams: () => [...heads.keys()],

    operations() {
      const headsToo = [...heads].map(([stream, head]): WriteOperation => {
        return { type: 'put', key: headKey(stream), value: encodeHead(head) };
      });
      return [...operations, ...headsToo];
    },
  };
}
