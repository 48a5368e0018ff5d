import { type JSONEventData, jsonEvent } from '@eventstore/db-client';
import {
  type EventMetadata,
  type EventToAppend,
  type MetadataToAppend,
  type Revision,
  UnwritableEvent,
} from './event-store.ts';
import { hashOf } from './hash.ts';
import { isObject, toStoredMetadata } from './stored-event.ts';

const largestEvent = 256 * 1024;
/** The server takes 1 MiB per append. */
const largestAppend = 1_000_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Checked = { id: string; type: string; data: Record<string, unknown>; metadata: MetadataToAppend };
export type Chained = { events: JSONEventData[]; ids: string[]; lastHash: string };

/**
 * Refuses what the server would answer in a way the library does not survive: an empty type or name leaves its append
 * connection dead. Throws UnwritableEvent.
 */
export const check = (streamName: string, events: EventToAppend[]): Checked[] => {
  if (!streamName || streamName.startsWith('$')) throw new UnwritableEvent(`"${streamName}" is no name for a stream`);
  if (events.length === 0) throw new UnwritableEvent(`nothing to append to ${streamName}`);
  let total = 0;
  const checked = events.map((event) => {
    const { data, bytes } = plain(event);
    const size = bytes + Buffer.byteLength(JSON.stringify(event.metadata));
    if (size > largestEvent) throw new UnwritableEvent(`${event.type} of ${size} bytes; ${largestEvent} is the most`);
    total += size;
    return { id: event.id, type: event.type, data, metadata: event.metadata };
  });
  if (total > largestAppend) throw new UnwritableEvent(`an append of ${total} bytes; ${largestAppend} is the most`);
  return checked;
};

/** Ties each event to the one before it. */
export const link = (checked: Checked[], previousHash: string | null): Chained => {
  let hash = previousHash;
  const events = checked.map(({ id, type, data, metadata: given }) => {
    const metadata: EventMetadata = { ...given, previousHash: hash };
    hash = hashOf({ id, type, data, metadata });
    // As bytes: the library would turn it into base64 and back.
    return jsonEvent({ id, type, data, metadata: text.encode(JSON.stringify(toStoredMetadata(metadata))) });
  });
  return { events, ids: checked.map(({ id }) => id), lastHash: hash ?? '' };
};

const text = new TextEncoder();

/** The data as it will come back: hashed is what is stored. */
const plain = ({ id, type, data }: EventToAppend): { data: Record<string, unknown>; bytes: number } => {
  if (!type || type.startsWith('$')) throw new UnwritableEvent(`"${type}" is no type for an event`);
  if (!uuid.test(id)) throw new UnwritableEvent(`${type}: its id is not a UUID`);
  let json: string;
  try {
    json = JSON.stringify(data) ?? 'null';
  } catch (cause) {
    throw new UnwritableEvent(`${type}: its data does not fit into JSON`, { cause });
  }
  const copy: unknown = JSON.parse(json);
  if (!isObject(copy)) throw new UnwritableEvent(`${type}: its data is not a JSON object`);
  return { data: copy, bytes: Buffer.byteLength(json) };
};

type Tip = { revision: bigint; hash: string; doubtful: boolean };

/** Remembers the hash at the end of recently used streams, so that an append needs no read. Bounded. */
export const createTips = (limit = 20_000) => {
  const tips = new Map<string, Tip>();
  const keep = (streamName: string, tip: Tip) => {
    tips.delete(streamName);
    tips.set(streamName, tip);
    const [oldest] = tips.keys();
    if (tips.size > limit && oldest !== undefined) tips.delete(oldest);
  };
  return {
    /** Undefined when it must be read. */
    hashAt(streamName: string, revision: Revision): string | null | undefined {
      if (revision === 'no_stream') return null;
      const tip = tips.get(streamName);
      return tip?.revision === revision ? tip.hash : undefined;
    },
    read: (streamName: string, revision: bigint, hash: string): void =>
      keep(streamName, { revision, hash, doubtful: tips.get(streamName)?.doubtful ?? false }),
    /** After a doubt the answer can be for an earlier text of the same ids, whose hash is not this one. */
    appended(streamName: string, revision: bigint, hash: string): void {
      if (tips.get(streamName)?.doubtful) tips.delete(streamName);
      else keep(streamName, { revision, hash, doubtful: false });
    },
    /** An append of unknown outcome is under way and can still arrive. */
    doubt: (streamName: string): void => keep(streamName, { revision: -1n, hash: '', doubtful: true }),
    forget: (streamName: string): void => void tips.delete(streamName),
  };
};
