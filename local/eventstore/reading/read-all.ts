import { SCAVENGED_UP_TO } from '../storage/check-tail.ts';
import { positionOfValue } from '../storage/keys.ts';
import type { StoredRecord } from '../storage/record.ts';
import type { Storage } from '../storage/storage.ts';

export interface AllRead {
  /** A position; 0 stands for the start and `Infinity` for the end. */
  from: number;
  backwards: boolean;
  maxCount: number;
}

export type AllAnswer = { is: 'noRecordThere' } | { is: 'found'; pages: AsyncIterable<StoredRecord[]> };

const PAGE = 512;

/**
 * Forwards begins with the record at the position, backwards with the one before it. A position between records is an
 * error, as in EventStoreDB, except where a scavenge may have taken the record away.
 */
export async function readAll(storage: Storage, lastPosition: number, read: AllRead): Promise<AllAnswer> {
  if (!(await isRecord(storage, lastPosition, read.from))) return { is: 'noRecordThere' };
  return { is: 'found', pages: read.backwards ? backwards(storage, read) : forwards(storage, read, lastPosition) };
}

export async function isRecord(storage: Storage, lastPosition: number, position: number): Promise<boolean> {
  if (position === 0 || position > lastPosition) return true;
  if ((await storage.recordAt(position)) !== undefined) return true;
  const scavenged = await storage.level.get(SCAVENGED_UP_TO);
  return scavenged !== undefined && position <= positionOfValue(scavenged);
}

async function* forwards(storage: Storage, read: AllRead, lastPosition: number): AsyncGenerator<StoredRecord[]> {
  let next = read.from;
  let left = read.maxCount;
  while (left > 0 && next <= lastPosition) {
    const page = await storage.logForwards(next, Math.min(PAGE, left));
    const newest = page.at(-1);
    if (newest === undefined) return;
    next = newest.position + 1;
    left -= page.length;
    yield page;
  }
}

async function* backwards(storage: Storage, read: AllRead): AsyncGenerator<StoredRecord[]> {
  let before = Math.min(read.from, Number.MAX_SAFE_INTEGER);
  let left = read.maxCount;
  while (left > 0 && before > 0) {
    const page = await storage.logBackwards(before, Math.min(PAGE, left));
    const oldest = page.at(-1);
    if (oldest === undefined) return;
    before = oldest.position;
    left -= page.length;
    yield page;
  }
}
