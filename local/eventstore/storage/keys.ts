/**
 * Keys of the store. One letter tells what a key holds; numbers are big-endian so that byte order is number order.
 *
 *   l<position>                          a record of the log
 *   i<length of name><name><revision>    where in the log an event of a stream lies
 *   h<name>                              the head of a stream: last revision, metadata, deleted or not
 *   m<name>                              what is true of the whole store: format, scavenge mark
 */
const LOG = 0x6c;
const INDEX = 0x69;
const HEAD = 0x68;
const ABOUT = 0x6d;

const TWO_TO_32 = 2 ** 32;

export function writeSafeInteger(target: Buffer, value: number, offset: number): void {
  target.writeUInt32BE(Math.floor(value / TWO_TO_32), offset);
  target.writeUInt32BE(value % TWO_TO_32, offset + 4);
}

export function readSafeInteger(source: Buffer, offset: number): number {
  return source.readUInt32BE(offset) * TWO_TO_32 + source.readUInt32BE(offset + 4);
}

export function logKey(position: number): Buffer {
  const key = Buffer.allocUnsafe(9);
  key[0] = LOG;
  writeSafeInteger(key, position, 1);
  return key;
}

export const positionOfLogKey = (key: Buffer): number => readSafeInteger(key, 1);

export function indexKey(stream: string, revision: number): Buffer {
  const length = Buffer.byteLength(stream);
  const key = Buffer.allocUnsafe(11 + length);
  key[0] = INDEX;
  key.writeUInt16BE(length, 1);
  key.write(stream, 3);
  writeSafeInteger(key, revision, 3 + length);
  return key;
}

export const revisionOfIndexKey = (key: Buffer): number => readSafeInteger(key, key.length - 8);

export function positionValue(position: number): Buffer {
  const value = Buffer.allocUnsafe(8);
  writeSafeInteger(value, position, 0);
  return value;
}

export const positionOfValue = (value: Buffer): number => readSafeInteger(value, 0);

function namedKey(kind: number, name: string): Buffer {
  const key = Buffer.allocUnsafe(1 + Buffer.byteLength(name));
  key[0] = kind;
  key.write(name, 1);
  return key;
}

export const headKey = (stream: string): Buffer => namedKey(HEAD, stream);
export const streamOfHeadKey = (key: Buffer): string => key.toString('utf8', 1);
export const aboutKey = (name: string): Buffer => namedKey(ABOUT, name);

/** Bounds of all keys of one kind, for iterating over it. */
export const allLogKeys = { gte: Buffer.of(LOG), lt: Buffer.of(LOG + 1) };
export const allHeadKeys = { gte: Buffer.of(HEAD), lt: Buffer.of(HEAD + 1) };
