import type { Log } from '../log/log.ts';
import { createdMs, revisionOf, type StoredRecord } from '../storage/record.ts';
import { type Filter, passes, windowCounter } from './filter.ts';
import { isRecord } from './read-all.ts';
import { visibilityOf } from './visibility.ts';

/** Where a subscription puts what it finds. Each step waits until the client has taken it: nothing is queued here. */
export interface Subscriber {
  readonly gone: AbortSignal;
  confirmed(): Promise<void>;
  event(record: StoredRecord): Promise<void>;
  checkpoint(position: number): Promise<void>;
  caughtUp(): Promise<void>;
  fellBehind(): Promise<void>;
}

export type SubscriptionEnd = { is: 'gone' } | { is: 'noRecordThere' } | { is: 'deleted' };

export interface AllSubscription {
  /** The position after which to begin; 0 stands for the start and `Infinity` for the end. */
  after: number;
  filter?: Filter & { recordsPerCheckpoint: number };
}

const GONE: SubscriptionEnd = { is: 'gone' };
/** A live subscriber that has more than this many records before it has fallen behind. */
const PAGE = 512;

function somethingBeyond(log: Log, position: number, gone: AbortSignal, stream?: string): Promise<void> {
  return new Promise((resolve) => {
    const leave = log.onceBeyond(position, woken, stream);
    function woken() {
      gone.removeEventListener('abort', left);
      resolve();
    }
    function left() {
      leave();
      resolve();
    }
    if (gone.aborted) left();
    else gone.addEventListener('abort', left, { once: true });
  });
}

export async function subscribeToAll(log: Log, wish: AllSubscription, to: Subscriber): Promise<SubscriptionEnd> {
  let position = wish.after === Infinity ? log.lastPosition : wish.after;
  if (!(await isRecord(log.storage, log.lastPosition, position))) return { is: 'noRecordThere' };
  const windowIsFull = wish.filter && windowCounter(wish.filter.recordsPerCheckpoint);
  let isLive = false;
  await to.confirmed();
  while (!to.gone.aborted) {
    if (position >= log.lastPosition) {
      if (!isLive) await to.caughtUp();
      isLive = true;
      await somethingBeyond(log, position, to.gone);
      continue;
    }
    const page = await log.recordsAfter(position, PAGE);
    for (const record of page) {
      if (to.gone.aborted) return GONE;
      position = record.position;
      if (wish.filter === undefined || passes(wish.filter, record)) await to.event(record);
      if (windowIsFull?.()) await to.checkpoint(position);
    }
    if (page.length === 0) position = log.lastPosition;
    if (isLive && position < log.lastPosition && page.length === PAGE) {
      await to.fellBehind();
      isLive = false;
    }
  }
  return GONE;
}

export interface StreamSubscription {
  stream: string;
  /** The revision after which to begin; -1 stands for the start and `Infinity` for the end. */
  after: number;
}

export async function subscribeToStream(log: Log, wish: StreamSubscription, to: Subscriber): Promise<SubscriptionEnd> {
  const { stream } = wish;
  const fromEnd = wish.after === Infinity;
  let after = fromEnd ? (log.storage.head(stream)?.last ?? -1) : wish.after;
  let isConfirmed = false;
  let isLive = false;
  while (!to.gone.aborted) {
    const seenUpTo = log.lastPosition;
    const range = visibilityOf(log.storage, stream);
    if (range.is === 'deleted') return { is: 'deleted' };
    if (!isConfirmed) await to.confirmed();
    isConfirmed = true;
    const from = range.is === 'visible' ? Math.max(after + 1, range.first) : 0;
    if (range.is === 'visible' && from <= range.last) {
      const page = await log.storage.streamForwards(stream, from, range.last, PAGE);
      for (const record of page) {
        if (to.gone.aborted) return GONE;
        after = revisionOf(record.bytes);
        if (createdMs(record.bytes) >= range.notBeforeMs) await to.event(record);
      }
      if (page.length === 0) after = range.last;
      if (isLive && after < range.last) {
        await to.fellBehind();
        isLive = false;
      }
      continue;
    }
    // EventStoreDB does not call a reader of a missing stream caught up before the stream is born.
    if (!isLive && (fromEnd || range.is === 'visible')) {
      await to.caughtUp();
      isLive = true;
    }
    await somethingBeyond(log, seenUpTo, to.gone, stream);
  }
  return GONE;
}
