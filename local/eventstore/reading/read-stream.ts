import type { VisibleRange } from '../log/stream-rules.ts';
import { createdMs, revisionOf, type StoredRecord } from '../storage/record.ts';
import type { Storage } from '../storage/storage.ts';
import { visibilityOf } from './visibility.ts';

export interface StreamRead {
  stream: string;
  /** A revision; `Infinity` stands for the end. */
  from: number;
  backwards: boolean;
  maxCount: number;
}

export type StreamAnswer =
  | { is: 'notFound' }
  | { is: 'deleted' }
  | { is: 'found'; pages: AsyncIterable<StoredRecord[]> };

const PAGE = 256;

export async function readStream(storage: Storage, read: StreamRead): Promise<StreamAnswer> {
  const range = visibilityOf(storage, read.stream);
  if (range.is !== 'visible') return range;
  return { is: 'found', pages: read.backwards ? backwards(storage, read, range) : forwards(storage, read, range) };
}

const isYoungEnough =
  (range: VisibleRange) =>
  ({ bytes }: StoredRecord): boolean =>
    createdMs(bytes) >= range.notBeforeMs;

async function* forwards(storage: Storage, read: StreamRead, range: VisibleRange): AsyncGenerator<StoredRecord[]> {
  let next = Math.max(read.from, range.first);
  let left = read.maxCount;
  while (left > 0 && next <= range.last) {
    const page = await storage.streamForwards(read.stream, next, range.last, Math.min(PAGE, left));
    const newest = page.at(-1);
    if (newest === undefined) return;
    next = revisionOf(newest.bytes) + 1;
    const visible = page.filter(isYoungEnough(range));
    left -= visible.length;
    yield visible;
  }
}

async function* backwards(storage: Storage, read: StreamRead, range: VisibleRange): AsyncGenerator<StoredRecord[]> {
  let next = Math.min(read.from, range.last);
  let left = read.maxCount;
  while (left > 0 && next >= range.first) {
    const page = await storage.streamBackwards(read.stream, next, range.first, Math.min(PAGE, left));
    const oldest = page.at(-1);
    if (oldest === undefined) return;
    next = revisionOf(oldest.bytes) - 1;
    const visible = page.filter(isYoungEnough(range));
    left -= visible.length;
    yield visible;
  }
}
