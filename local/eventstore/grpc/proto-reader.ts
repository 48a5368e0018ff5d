/**
 * Just enough of the protobuf wire format to read the one message that arrives thousands of times a second. Bytes are not
 * copied: what is read points into the message.
 */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

export const cursorOver = (bytes: Buffer): Cursor => ({ bytes, at: 0 });

/** Raised for bytes that are no such message. */
export class Malformed extends Error {}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

export function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let factor = 1; cursor.at < cursor.bytes.length; factor *= 128) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
  throw new Malformed('a number has no end');
}

export function readBytes(cursor: Cursor): Buffer {
  const length = readVarint(cursor);
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new Malformed('a field is longer than its message');
  const bytes = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return bytes;
}

export const readText = (cursor: Cursor): string => readBytes(cursor).toString('utf8');

function skip(cursor: Cursor, wireType: number): void {
  if (wireType === VARINT) readVarint(cursor);
  else if (wireType === LENGTH_DELIMITED) readBytes(cursor);
  else if (wireType === FIXED_64) cursor.at += 8;
  else if (wireType === FIXED_32) cursor.at += 4;
  else throw new Malformed(`wire type ${wireType} is unknown`);
}

/** Goes through the fields of a message. `take` reads the field it is given, or answers false to have it skipped. */
export function readFields(bytes: Buffer, take: (field: number, cursor: Cursor) => boolean): void {
  const cursor = cursorOver(bytes);
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    if (!take(tag >>> 3, cursor)) skip(cursor, tag & 7);
  }
}
