import type { ProposedEvent } from '../log/commands.ts';
import type { Expected } from '../log/decide.ts';
import { type Cursor, readBytes, readFields, readText, readVarint } from './proto-reader.ts';

/** `BatchAppendReq` of streams.proto: a part of an append, or the whole. What is missing stays undefined. */
export interface BatchAppendRequest {
  correlationId: string;
  options?: BatchAppendOptions;
  messages: ProposedMessageFields[];
  isFinal: boolean;
}

export interface BatchAppendOptions {
  stream: Buffer | undefined;
  expected: Expected | undefined;
  /** Moment (ms since 1970) until which the client waits. */
  deadlineMs: number;
}

export type ProposedMessageFields = Partial<Pick<ProposedEvent, 'id' | 'type'>> & {
  contentType?: string;
  data: Uint8Array;
  metadata: Uint8Array;
};

const NOTHING = new Uint8Array();

export function decodeBatchAppendRequest(bytes: Buffer): BatchAppendRequest {
  const request: BatchAppendRequest = { correlationId: '', messages: [], isFinal: false };
  readFields(bytes, (field, cursor) => {
    if (field === 1) request.correlationId = uuid(readBytes(cursor));
    else if (field === 2) request.options = options(readBytes(cursor));
    else if (field === 3) request.messages.push(proposedMessage(readBytes(cursor)));
    else if (field === 4) request.isFinal = readVarint(cursor) !== 0;
    else return false;
    return true;
  });
  return request;
}

function uuid(bytes: Buffer): string {
  let text = '';
  readFields(bytes, (field, cursor) => {
    if (field === 1) text = structuredUuid(readBytes(cursor));
    else if (field === 2) text = readText(cursor).toLowerCase();
    else return false;
    return true;
  });
  return text;
}

function structuredUuid(bytes: Buffer): string {
  const bits = Buffer.alloc(16);
  readFields(bytes, (field, cursor) => {
    if (field !== 1 && field !== 2) return false;
    bits.writeBigUInt64BE(readBigVarint(cursor), field === 1 ? 0 : 8);
    return true;
  });
  return uuidOfBytes(bits);
}

export function uuidOfBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function readBigVarint(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) break;
  }
  return BigInt.asUintN(64, value);
}

function options(bytes: Buffer): BatchAppendOptions {
  const read: BatchAppendOptions = { stream: undefined, expected: undefined, deadlineMs: Infinity };
  readFields(bytes, (field, cursor) => {
    if (field === 1) read.stream = streamIdentifier(readBytes(cursor));
    else if (field === 2) read.expected = { is: 'revision', revision: readVarint(cursor) };
    else if (field === 6) read.deadlineMs = milliseconds(readBytes(cursor));
    else if (field === 7) read.deadlineMs = Date.now() + milliseconds(readBytes(cursor));
    else if (field >= 3 && field <= 5) {
      readBytes(cursor);
      read.expected = { is: field === 3 ? 'noStream' : field === 4 ? 'any' : 'streamExists' };
    } else return false;
    return true;
  });
  return read;
}

function streamIdentifier(bytes: Buffer): Buffer | undefined {
  let name: Buffer | undefined;
  readFields(bytes, (field, cursor) => {
    if (field !== 3) return false;
    name = readBytes(cursor);
    return true;
  });
  return name;
}

/** A Timestamp or a Duration: seconds and nanoseconds. */
function milliseconds(bytes: Buffer): number {
  let result = 0;
  readFields(bytes, (field, cursor) => {
    if (field === 1) result += readVarint(cursor) * 1_000;
    else if (field === 2) result += readVarint(cursor) / 1_000_000;
    else return false;
    return true;
  });
  return result;
}

function proposedMessage(bytes: Buffer): ProposedMessageFields {
  const message: ProposedMessageFields = { data: NOTHING, metadata: NOTHING };
  readFields(bytes, (field, cursor) => {
    if (field === 1) message.id = uuid(readBytes(cursor));
    else if (field === 2) metadataEntry(message, readBytes(cursor));
    else if (field === 3) message.metadata = readBytes(cursor);
    else if (field === 4) message.data = readBytes(cursor);
    else return false;
    return true;
  });
  return message;
}

function metadataEntry(message: ProposedMessageFields, bytes: Buffer): void {
  let key = '';
  let value = '';
  readFields(bytes, (field, cursor) => {
    if (field === 1) key = readText(cursor);
    else if (field === 2) value = readText(cursor);
    else return false;
    return true;
  });
  if (key === 'type') message.type = value;
  else if (key === 'content-type') message.contentType = value;
}
