import { randomUUID } from 'node:crypto';
import { emptyHead, encodeHead, type StreamHead } from '../storage/head.ts';
import { headKey, indexKey, logKey, positionValue } from '../storage/keys.ts';
import { dataOf, encodeRecord, idOf, type StoredRecord, sizeInLog } from '../storage/record.ts';
import type { Storage, WriteOperation } from '../storage/storage.ts';
import type { BoundedMap } from './bounded-map.ts';
import type { ProposedEvent, WriteCommand, WriteOutcome } from './commands.ts';
import { decideAppend, type KnownEvents } from './decide.ts';
import {
  isMetastream,
  metastreamOf,
  originalOf,
  parseStreamRules,
  SOFT_DELETED_JSON,
  withTruncateBefore,
} from './stream-rules.ts';

/** What the writer keeps in memory between rounds. All of it is bounded and can be read again from storage. */
export interface WriterMemory {
  heads: BoundedMap<string, StreamHead>;
  recentIds: BoundedMap<string, { stream: string; revision: number }>;
}

/** Commands that are decided one after the other and then written with one flush. */
export interface Round {
  decide(command: WriteCommand): Promise<WriteOutcome>;
  operations(): WriteOperation[];
  streams(): string[];
  readonly records: StoredRecord[];
  readonly nextPosition: number;
}

const NOTHING = new Uint8Array();

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
  const touched = new Map<string, StreamHead>();
  let nextPosition = from.nextPosition;

  function headOf(stream: string): StreamHead {
    const inMemory = touched.get(stream) ?? memory.heads.get(stream);
    if (inMemory) return inMemory;
    const head = storage.head(stream) ?? emptyHead();
    memory.heads.set(stream, head);
    return head;
  }

  async function recordOf(stream: string, revision: number): Promise<StoredRecord | undefined> {
    const here = unflushed.get(`${revision}@${stream}`);
    if (here) return here;
    const position = await storage.positionInStream(stream, revision);
    return position === undefined ? undefined : storage.recordAt(position);
  }

  function write(stream: string, revision: number, event: ProposedEvent, isTombstone = false): StoredRecord {
    const bytes = encodeRecord({ ...event, stream, revision, createdMs: from.nowMs, isTombstone });
    const record = { position: nextPosition, bytes };
    nextPosition += sizeInLog(bytes);
    operations.push({ type: 'put', key: logKey(record.position), value: bytes });
    records.push(record);
    return record;
  }

  function writeToStream(stream: string, head: StreamHead, event: ProposedEvent): number {
    const revision = head.last + 1;
    const record = write(stream, revision, event);
    operations.push({ type: 'put', key: indexKey(stream, revision), value: positionValue(record.position) });
    unflushed.set(`${revision}@${stream}`, record);
    head.last = revision;
    head.lastPosition = record.position;
    touched.set(stream, head);
    return record.position;
  }

  function writeMetadata(stream: string, head: StreamHead, data: Uint8Array): number {
    const metastream = metastreamOf(stream);
    const event = { id: randomUUID(), type: '$metadata', isJson: true, data, metadata: NOTHING };
    const position = writeToStream(metastream, headOf(metastream), event);
    rule(stream, head, data);
    return position;
  }

  function rule(stream: string, head: StreamHead, metadata: Uint8Array): void {
    head.rules = parseStreamRules(metadata);
    touched.set(stream, head);
  }

  /** A soft-deleted stream that comes back goes on with its numbers; what it held before stays cut off. */
  async function bringBack(stream: string, head: StreamHead, firstRevision: number): Promise<void> {
    const { last } = headOf(metastreamOf(stream));
    const newest = await recordOf(metastreamOf(stream), last);
    const data = newest && withTruncateBefore(dataOf(newest.bytes), firstRevision);
    if (data) writeMetadata(stream, head, data);
  }

  async function append(stream: string, head: StreamHead, events: ProposedEvent[]): Promise<WriteOutcome> {
    const firstRevision = head.last + 1;
    const comesBack = head.rules?.softDeleted === true;
    let position = records.at(-1)?.position ?? from.lastPosition;
    for (const event of events) {
      position = writeToStream(stream, head, event);
      memory.recentIds.set(event.id, { stream, revision: head.last });
    }
    const outcome: WriteOutcome = { is: 'written', lastRevision: head.last, position };
    const newest = events.at(-1);
    if (newest && comesBack) await bringBack(stream, head, firstRevision);
    if (newest && isMetastream(stream)) await obey(originalOf(stream), newest.data);
    return outcome;
  }

  async function obey(stream: string, metadata: Uint8Array): Promise<void> {
    const head = headOf(stream);
    const wasSoftDeleted = head.rules?.softDeleted === true;
    rule(stream, head, metadata);
    if (wasSoftDeleted) await bringBack(stream, head, head.last + 1);
  }

  function softDelete(stream: string, head: StreamHead): WriteOutcome {
    if (head.last < 0 && head.rules === undefined) return { is: 'wrongVersion', current: -1 };
    const position = writeMetadata(stream, head, Buffer.from(SOFT_DELETED_JSON));
    return { is: 'written', lastRevision: head.last, position };
  }

  function tombstone(stream: string, head: StreamHead): WriteOutcome {
    const event = { id: randomUUID(), type: '$streamDeleted', isJson: false, data: NOTHING, metadata: NOTHING };
    const { position } = write(stream, 0, event, true);
    head.tombstoned = true;
    touched.set(stream, head);
    return { is: 'written', lastRevision: head.last, position };
  }

  /** Ids of the events that stand where the proposed ones should go, as far as they agree with them. */
  async function eventsInPlace(head: StreamHead, command: WriteCommand, ids: string[]): Promise<KnownEvents> {
    const { stream, expected } = command;
    const first = expected.is === 'noStream' ? 0 : expected.is === 'revision' ? expected.revision + 1 : Infinity;
    const inPlace = new Map<number, string>();
    for (let i = 0; i < ids.length && first + i <= head.last; i++) {
      const record = await recordOf(stream, first + i);
      if (record === undefined) break;
      const id = idOf(record.bytes);
      inPlace.set(first + i, id);
      if (id !== ids[i]) break;
    }
    return {
      idAt: (revision) => inPlace.get(revision),
      remembered(id) {
        const recent = memory.recentIds.get(id);
        return recent?.stream === stream ? recent.revision : undefined;
      },
    };
  }

  return {
    records,
    get nextPosition() {
      return nextPosition;
    },
    streams: () => [...touched.keys()],
    operations() {
      for (const [stream, head] of touched)
        operations.push({ type: 'put', key: headKey(stream), value: encodeHead(head) });
      return operations;
    },

    async decide(command) {
      const { stream, expected } = command;
      const head = headOf(stream);
      if (isMetastream(stream) && headOf(originalOf(stream)).tombstoned) return { is: 'streamDeleted' };
      const ids = command.is === 'append' ? command.events.map((event) => event.id) : [randomUUID()];
      const decision = decideAppend(head, expected, ids, await eventsInPlace(head, command, ids));
      if (decision.is === 'alreadyWritten') {
        const position = (await recordOf(stream, decision.lastRevision))?.position ?? head.lastPosition;
        return { is: 'written', lastRevision: decision.lastRevision, position };
      }
      if (decision.is !== 'write') return decision;
      if (command.is === 'append') return append(stream, head, command.events);
      return command.is === 'softDelete' ? softDelete(stream, head) : tombstone(stream, head);
    },
  };
}
