/**
 * Just enough of the protobuf wire format to write answers straight into one buffer: a read of many events is bound by
 * this, and the generated classes cost several times as much.
 */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

export function writeVarint(target: Buffer, value: number, at: number): number {
  let rest = value;
  let offset = at;
  while (rest >= 128) {
    target[offset++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  target[offset++] = rest;
  return offset;
}

const LENGTH_DELIMITED = 2;

/** All field numbers here are below 16, so that a tag is one byte. */
export const lengthTag = (field: number): number => (field << 3) | LENGTH_DELIMITED;
export const varintTag = (field: number): number => field << 3;

/** Size of a field that carries `length` bytes, with tag and length. */
export const fieldSize = (length: number): number => 1 + varintSize(length) + length;

export function writeFieldHeader(target: Buffer, field: number, length: number, at: number): number {
  target[at] = lengthTag(field);
  return writeVarint(target, length, at + 1);
}

export function writeNumberField(target: Buffer, field: number, value: number, at: number): number {
  target[at] = varintTag(field);
  return writeVarint(target, value, at + 1);
}
