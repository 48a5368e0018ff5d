import type { RecordedEvent } from '@eventstore/db-client';
import type { Position } from './event-store.ts';

export type Recorded = Pick<
  RecordedEvent,
  'id' | 'streamId' | 'revision' | 'type' | 'data' | 'metadata' | 'isJson' | 'position'
>;

/** What a subscription is told. */
export type ReadResponse =
  | { kind: 'event'; recorded: Recorded }
  | { kind: 'checkpoint'; position: Position }
  | { kind: 'behind' }
  | { kind: 'confirmation' | 'caughtUp' | 'nothing' };

/** `ReadResp` of streams.proto, of which the library makes three objects on the way, in three times the time (docs/adr/0027). */
export const decodeReadResponse = (bytes: Buffer): ReadResponse => {
  let response: ReadResponse = { kind: 'nothing' };
  eachField(bytes, 0, bytes.length, (field, _, from, to) => {
    if (field === 1) response = readEvent(bytes, from, to) ?? response;
    else if (field === 2) response = { kind: 'confirmation' };
    else if (field === 3) response = { kind: 'checkpoint', position: checkpoint(bytes, from, to) };
    else if (field === 8) response = { kind: 'caughtUp' };
    else if (field === 9) response = { kind: 'behind' };
  });
  return response;
};

/** Undefined for a link whose event is gone. */
const readEvent = (bytes: Buffer, from: number, to: number): ReadResponse | undefined => {
  let response: ReadResponse | undefined;
  eachField(bytes, from, to, (field, _, from, to) => {
    if (field === 1) response = { kind: 'event', recorded: recordedEvent(bytes, from, to) };
  });
  return response;
};

const recordedEvent = (bytes: Buffer, from: number, to: number): Recorded => {
  let [id, streamId, type, contentType, metadata] = ['', '', '', '', ''];
  let [revision, prepare, commit] = [0, 0, 0];
  let [dataFrom, dataTo] = [0, 0];
  eachField(bytes, from, to, (field, value, from, to) => {
    if (field === 1) id = textWithin(bytes, 2, from, to);
    else if (field === 2) streamId = textWithin(bytes, 3, from, to);
    else if (field === 3) revision = value;
    else if (field === 4) prepare = value;
    else if (field === 5) commit = value;
    else if (field === 6) {
      const key = textWithin(bytes, 1, from, to);
      if (key === 'type') type = textWithin(bytes, 2, from, to);
      else if (key === 'content-type') contentType = textWithin(bytes, 2, from, to);
    } else if (field === 7) metadata = bytes.toString('utf8', from, to);
    else if (field === 8) [dataFrom, dataTo] = [from, to];
  });
  const isJson = contentType === 'application/json';
  const data = isJson ? parsed(bytes.toString('utf8', dataFrom, dataTo)) : bytes.subarray(dataFrom, dataTo);
  const position = { commit: BigInt(commit), prepare: BigInt(prepare) };
  return {
    id,
    streamId,
    revision: BigInt(revision),
    type,
    data,
    metadata: parsed(metadata),
    isJson,
    position,
  } as Recorded;
};

const checkpoint = (bytes: Buffer, from: number, to: number): Position => {
  const position = { commit: 0n, prepare: 0n };
  eachField(bytes, from, to, (field, value) => {
    if (field === 1) position.commit = BigInt(value);
    else if (field === 2) position.prepare = BigInt(value);
  });
  return position;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text; // whoever wants an object will say so
  }
};

const textWithin = (bytes: Buffer, wanted: number, from: number, to: number): string => {
  let text = '';
  eachField(bytes, from, to, (field, _, from, to) => {
    if (field === wanted) text = bytes.toString('utf8', from, to);
  });
  return text;
};

/** A number, or where the content lies. Numbers are exact below 2^53. */
type Take = (field: number, value: number, from: number, to: number) => void;

const eachField = (bytes: Buffer, from: number, to: number, take: Take): void => {
  let at = from;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  while (at < to) {
    const tag = varint();
    const value = varint();
    const isNumber = (tag & 7) === 0;
    if (!isNumber && (tag & 7) !== 2) throw new RangeError(`a field of wire type ${tag & 7}`);
    const start = at;
    if (!isNumber) at += value;
    take(tag >>> 3, value, start, at);
  }
};
