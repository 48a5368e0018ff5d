import { append } from './appending.ts';
import { check, createTips, link } from './chain.ts';
import { openConnection } from './connection.ts';
import { type EventStore, type Position, type Revision, type StoredEvent, StoreUnavailable } from './event-store.ts';
import { hashOf } from './hash.ts';
import { guardAgainstLibraryFaults } from './library-faults.ts';
import { limited, pause } from './patience.ts';
import { readHead, readMark, readPage } from './reading.ts';
import { supervise } from './subscribing.ts';

export type EventStoreDbOptions = {
  /** esdb://host:port?tls=false, or esdb+discover://name:port */
  url: string;
  /** An append, a page of a read, the opening of a subscription settle within this. */
  deadlineMs?: number;
  /** Something failed and is being tried again; never holds event data. */
  onFault?: (what: string, error: unknown) => void;
};

const pageSize = 200;

/** The event store over the official EventStoreDB client. Nothing of that client is seen outside this folder. */
export const connectEventStore = ({ url, deadlineMs = 5_000, onFault = () => {} }: EventStoreDbOptions): EventStore => {
  const appends = openConnection(url);
  const reads = openConnection(url);
  const closing = new AbortController();
  const tips = createTips();
  const slots = limited(50);
  const release = guardAgainstLibraryFaults((error) => {
    onFault('exception inside the client library', error);
    appends.renew(); // its stream is left half-handled
  });

  const page = (streamName: string, from: bigint, count: number, until = Date.now() + deadlineMs) =>
    slots(() => readPage({ connection: reads, onFault }, streamName, from, count, until));

  const hashBefore = async (streamName: string, expected: Revision, until: number): Promise<string | null> => {
    const known = tips.hashAt(streamName, expected);
    if (known !== undefined || expected === 'no_stream') return known ?? null;
    const [last] = await page(streamName, expected, 1, until);
    return last ? hashOf(last) : null; // a shorter stream: the append will say so
  };

  async function* read(streamName: string, from: bigint, maxCount: number): AsyncGenerator<StoredEvent, void, void> {
    let next = from;
    for (let left = maxCount; left > 0; ) {
      const wanted = Math.min(left, pageSize);
      const events = await page(streamName, next, wanted);
      const last = events.at(-1);
      if (last) tips.read(streamName, last.revision, hashOf(last));
      yield* events;
      if (!last || events.length < wanted) return;
      left -= events.length;
      next = last.revision + 1n;
    }
  }

  const head = () => slots(() => readHead({ connection: reads, onFault }, Date.now() + deadlineMs));

  /** Where "end" is now: a later resumption from "end" would skip what happened in between. Asks until it is known. */
  const endOfLog = async (signal: AbortSignal): Promise<Position | 'start' | null> => {
    while (!signal.aborted) {
      try {
        return (await head()) ?? 'start';
      } catch {
        await pause(5, 2_000, signal); // told by head() already
      }
    }
    return null;
  };

  return {
    async append(streamName, expected, events) {
      const until = Date.now() + deadlineMs;
      const checked = check(streamName, events);
      const linked = link(checked, await hashBefore(streamName, expected, until));
      try {
        const done = await append({ connection: appends, read: page, onFault }, streamName, expected, linked, until);
        tips.appended(streamName, done.revision, linked.lastHash);
        return done;
      } catch (error) {
        if (error instanceof StoreUnavailable) tips.doubt(streamName);
        else tips.forget(streamName);
        throw error;
      }
    },
    readStream: (streamName, { from = 0n, maxCount = Number.MAX_SAFE_INTEGER } = {}) =>
      read(streamName, from, maxCount),
    async *subscribe({ after, streamPrefixes, signal: ended }) {
      const signal = AbortSignal.any([ended, closing.signal]);
      const start = after === 'end' ? await endOfLog(signal) : after;
      if (start) yield* supervise({ url, after: start, streamPrefixes, signal, deadlineMs, onFault });
    },
    head,
    markAt: (position) => slots(() => readMark({ connection: reads, onFault }, position, Date.now() + deadlineMs)),
    isReady: () =>
      readHead({ connection: reads, onFault: () => {} }, Date.now() + 1_000).then(
        () => true,
        () => false,
      ),
    async close() {
      release();
      closing.abort();
      await Promise.all([appends.close(), reads.close()]);
    },
  };
};
