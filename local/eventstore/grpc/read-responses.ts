import type { Resolved } from '../reading/links.ts';
import {
  createdMs,
  dataAt,
  idOf,
  isJson,
  isTombstone,
  metadataAt,
  revisionOf,
  STREAM_AT,
  type StoredRecord,
  typeAt,
} from '../storage/record.ts';
import { fieldSize, varintSize, varintTag, writeFieldHeader, writeNumberField, writeVarint } from './proto-writer.ts';

/** The messages of a read, as bytes: `ReadResp` of streams.proto. */
const EVENT = 1;
const CONFIRMATION = 2;
const CHECKPOINT = 3;
const STREAM_NOT_FOUND = 4;
const CAUGHT_UP = 8;
const FELL_BEHIND = 9;

const ID_LENGTH = 36;
const TYPE = Buffer.from('type');
const CREATED = Buffer.from('created');
const CONTENT_TYPE = Buffer.from('content-type');
const JSON_CONTENT = Buffer.from('application/json');
const BINARY_CONTENT = Buffer.from('application/octet-stream');
/** The revision of a tombstone, 2^63 - 1, as a varint. */
const TOMBSTONE_REVISION = Buffer.from('ffffffffffffffff7f', 'hex');

const mapEntrySize = (key: Buffer, valueLength: number): number => fieldSize(key.length) + fieldSize(valueLength);

/** Where the parts of a record lie and how large its `RecordedEvent` will be, so that everything around it can be laid out. */
function layOut({ position, bytes }: StoredRecord) {
  const typeStart = typeAt(bytes);
  const dataStart = dataAt(bytes);
  const metadataStart = metadataAt(bytes);
  const revision = revisionOf(bytes);
  const tombstone = isTombstone(bytes);
  const created = Buffer.from(`${createdMs(bytes)}0000`, 'latin1'); // ticks of 100 ns
  const contentType = isJson(bytes) ? JSON_CONTENT : BINARY_CONTENT;
  const streamSize = fieldSize(typeStart - STREAM_AT);
  const typeEntry = mapEntrySize(TYPE, dataStart - typeStart);
  const createdEntry = mapEntrySize(CREATED, created.length);
  const contentTypeEntry = mapEntrySize(CONTENT_TYPE, contentType.length);
  const size =
    fieldSize(fieldSize(ID_LENGTH)) +
    fieldSize(streamSize) +
    (1 + (tombstone ? TOMBSTONE_REVISION.length : varintSize(revision))) +
    2 * (1 + varintSize(position)) +
    fieldSize(typeEntry) +
    fieldSize(createdEntry) +
    fieldSize(contentTypeEntry) +
    fieldSize(bytes.length - metadataStart) +
    fieldSize(metadataStart - dataStart);
  return {
    position,
    bytes,
    revision,
    tombstone,
    created,
    contentType,
    size,
    typeStart,
    dataStart,
    metadataStart,
    streamSize,
    typeEntry,
    createdEntry,
    contentTypeEntry,
  };
}

type Layout = ReturnType<typeof layOut>;

function writeRecorded(target: Buffer, record: Layout, at: number): number {
  const { bytes, position, typeStart, dataStart, metadataStart } = record;
  let o = writeFieldHeader(target, 1, fieldSize(ID_LENGTH), at);
  o = writeFieldHeader(target, 2, ID_LENGTH, o);
  o += target.write(idOf(bytes), o, 'latin1');
  o = writeFieldHeader(target, 2, record.streamSize, o);
  o = copyField(target, 3, bytes, STREAM_AT, typeStart, o);
  target[o++] = varintTag(3);
  o = record.tombstone ? o + TOMBSTONE_REVISION.copy(target, o) : writeVarint(target, record.revision, o);
  o = writeNumberField(target, 4, position, o);
  o = writeNumberField(target, 5, position, o);
  o = writeFieldHeader(target, 6, record.typeEntry, o);
  o = copyField(target, 1, TYPE, 0, TYPE.length, o);
  o = copyField(target, 2, bytes, typeStart, dataStart, o);
  o = writeEntry(target, CREATED, record.created, record.createdEntry, o);
  o = writeEntry(target, CONTENT_TYPE, record.contentType, record.contentTypeEntry, o);
  o = copyField(target, 7, bytes, metadataStart, bytes.length, o);
  return copyField(target, 8, bytes, dataStart, metadataStart, o);
}

function copyField(target: Buffer, field: number, source: Buffer, from: number, to: number, at: number): number {
  const offset = writeFieldHeader(target, field, to - from, at);
  source.copy(target, offset, from, to);
  return offset + to - from;
}

function writeEntry(target: Buffer, key: Buffer, value: Buffer, size: number, at: number): number {
  const o = copyField(target, 1, key, 0, key.length, writeFieldHeader(target, 6, size, at));
  return copyField(target, 2, value, 0, value.length, o);
}

export function eventResponse({ position, event, link }: Resolved): Buffer {
  const eventPart = event && layOut(event);
  const linkPart = link && layOut(link);
  const size =
    (eventPart ? fieldSize(eventPart.size) : 0) + (linkPart ? fieldSize(linkPart.size) : 0) + 1 + varintSize(position);
  const target = Buffer.allocUnsafe(fieldSize(size));
  let o = writeFieldHeader(target, EVENT, size, 0);
  if (eventPart) o = writeRecorded(target, eventPart, writeFieldHeader(target, 1, eventPart.size, o));
  if (linkPart) o = writeRecorded(target, linkPart, writeFieldHeader(target, 2, linkPart.size, o));
  writeNumberField(target, 3, position, o);
  return target;
}

function message(field: number, content: Buffer): Buffer {
  const target = Buffer.allocUnsafe(fieldSize(content.length));
  content.copy(target, writeFieldHeader(target, field, content.length, 0));
  return target;
}

const NOTHING = Buffer.alloc(0);
export const caughtUpResponse = message(CAUGHT_UP, NOTHING);
export const fellBehindResponse = message(FELL_BEHIND, NOTHING);

export const confirmationResponse = (subscriptionId: string): Buffer =>
  message(CONFIRMATION, message(1, Buffer.from(subscriptionId)));

export const streamNotFoundResponse = (stream: string): Buffer =>
  message(STREAM_NOT_FOUND, message(1, message(3, Buffer.from(stream))));

export function checkpointResponse(position: number): Buffer {
  const content = Buffer.allocUnsafe(2 * (1 + varintSize(position)));
  writeNumberField(content, 2, position, writeNumberField(content, 1, position, 0));
  return message(CHECKPOINT, content);
}
