import type { Encoded } from './append-request.ts';
import {
  type EventMetadata,
  type EventToAppend,
  type MetadataToAppend,
  type Revision,
  UnwritableEvent,
} from './event-store.ts';
import { canonicalJson, hashOfTexts } from './hash.ts';
import { isObject, toStoredMetadata } from './stored-event.ts';

const largestEvent = 256 * 1024;
/** The server takes 1 MiB per append. */
const largestAppend = 1_000_000;
/** Ids, an actor, a time and a hash, and to spare. */
const roomForMetadata = 1_024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Its data as the text that is stored and hashed. */
type Checked = { id: string; type: string; json: string; data: Buffer; metadata: MetadataToAppend };
export type Chained = { events: Encoded[]; lastHash: string };

/**
 * Refuses what the server would answer in a way the library does not survive: an empty type or name leaves its append
 * connection dead. Throws UnwritableEvent.
 */
export const check = (streamName: string, events: EventToAppend[]): Checked[] => {
  if (!streamName || streamName.startsWith('$')) throw new UnwritableEvent(`"${streamName}" is no name for a stream`);
  if (events.length === 0) throw new UnwritableEvent(`nothing to append to ${streamName}`);
  let total = 0;
  const checked = events.map((event) => {
    const { id, type, metadata } = event;
    const json = textOf(event);
    const data = Buffer.from(json);
    const size = data.length + roomForMetadata;
    if (size > largestEvent) throw new UnwritableEvent(`${type} of ${size} bytes; ${largestEvent} is the most`);
    total += size;
    return { id, type, json, data, metadata };
  });
  if (total > largestAppend) throw new UnwritableEvent(`an append of ${total} bytes; ${largestAppend} is the most`);
  return checked;
};

/** Ties each event to the one before it. */
export const link = (checked: Checked[], previousHash: string | null): Chained => {
  let hash = previousHash;
  const events = checked.map(({ id, type, json, data, metadata: given }) => {
    const metadata: EventMetadata = { ...given, previousHash: hash };
    hash = hashOfTexts(id, type, json, canonicalJson(metadata));
    return { id, type, data, metadata: Buffer.from(JSON.stringify(toStoredMetadata(metadata))) };
  });
  return { events, lastHash: hash ?? '' };
};

/** Canonical from the start: what is stored is what is hashed. */
const textOf = ({ id, type, data }: EventToAppend): string => {
  if (!type || type.startsWith('$')) throw new UnwritableEvent(`"${type}" is no type for an event`);
  if (!uuid.test(id)) throw new UnwritableEvent(`${type}: its id is not a UUID`);
  if (!isObject(data)) throw new UnwritableEvent(`${type}: its data is not a JSON object`);
  try {
    return canonicalJson(data);
  } catch (cause) {
    throw new UnwritableEvent(`${type}: its data does not fit into JSON`, { cause });
  }
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
