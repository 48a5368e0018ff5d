import { readSafeInteger, writeSafeInteger } from './keys.ts';

/**
 * A record of the log as bytes. Readers pick single fields out of it instead of decoding the whole: what goes to a client
 * is copied straight from here.
 *
 *   0 flags · 1 id (16) · 17 created, ms since 1970 (8) · 25 revision (8) · 33 length of the stream name (2)
 *   35 length of the type (2) · 37 length of the data (4) · 41 stream name, type, data, metadata
 */
export interface StoredRecord {
  position: number;
  bytes: Buffer;
}

export interface RecordFields {
  id: string;
  stream: string;
  type: string;
  revision: number;
  createdMs: number;
  isJson: boolean;
  isTombstone?: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

const IS_JSON = 1;
const IS_TOMBSTONE = 2;

export const ID_AT = 1;
const CREATED_AT = 17;
const REVISION_AT = 25;
const STREAM_LENGTH_AT = 33;
const TYPE_LENGTH_AT = 35;
const DATA_LENGTH_AT = 37;
export const STREAM_AT = 41;

/** Longest stream name or event type, in bytes, that a record can hold. */
export const LONGEST_NAME = 0xffff;

export function encodeRecord(fields: RecordFields): Buffer {
  const streamLength = Buffer.byteLength(fields.stream);
  const typeLength = Buffer.byteLength(fields.type);
  const dataAt = STREAM_AT + streamLength + typeLength;
  const bytes = Buffer.allocUnsafe(dataAt + fields.data.length + fields.metadata.length);
  bytes[0] = (fields.isJson ? IS_JSON : 0) | (fields.isTombstone ? IS_TOMBSTONE : 0);
  bytes.write(fields.id.replaceAll('-', ''), ID_AT, 16, 'hex');
  writeSafeInteger(bytes, fields.createdMs, CREATED_AT);
  writeSafeInteger(bytes, fields.revision, REVISION_AT);
  bytes.writeUInt16BE(streamLength, STREAM_LENGTH_AT);
  bytes.writeUInt16BE(typeLength, TYPE_LENGTH_AT);
  bytes.writeUInt32BE(fields.data.length, DATA_LENGTH_AT);
  bytes.write(fields.stream, STREAM_AT);
  bytes.write(fields.type, STREAM_AT + streamLength);
  bytes.set(fields.data, dataAt);
  bytes.set(fields.metadata, dataAt + fields.data.length);
  return bytes;
}

export const isJson = (bytes: Buffer): boolean => ((bytes[0] ?? 0) & IS_JSON) !== 0;
export const isTombstone = (bytes: Buffer): boolean => ((bytes[0] ?? 0) & IS_TOMBSTONE) !== 0;
export const createdMs = (bytes: Buffer): number => readSafeInteger(bytes, CREATED_AT);
export const revisionOf = (bytes: Buffer): number => readSafeInteger(bytes, REVISION_AT);
export const typeAt = (bytes: Buffer): number => STREAM_AT + bytes.readUInt16BE(STREAM_LENGTH_AT);
export const dataAt = (bytes: Buffer): number => typeAt(bytes) + bytes.readUInt16BE(TYPE_LENGTH_AT);
export const metadataAt = (bytes: Buffer): number => dataAt(bytes) + bytes.readUInt32BE(DATA_LENGTH_AT);

export const streamOf = (bytes: Buffer): string => bytes.toString('utf8', STREAM_AT, typeAt(bytes));
export const typeOf = (bytes: Buffer): string => bytes.toString('utf8', typeAt(bytes), dataAt(bytes));
export const dataOf = (bytes: Buffer): Buffer => bytes.subarray(dataAt(bytes), metadataAt(bytes));
export const metadataOf = (bytes: Buffer): Buffer => bytes.subarray(metadataAt(bytes));

export function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex', ID_AT, ID_AT + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * How far the next record lies behind this one: positions are offsets in a log that nobody wrote, so that they grow by more
 * than one and a position between two records is recognised as such.
 */
export const sizeInLog = (bytes: Buffer): number => bytes.length + 16;
