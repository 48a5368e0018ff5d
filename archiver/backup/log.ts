import { Readable } from 'node:stream';
import {
  comparePositions,
  type EventStore,
  type Position,
  type StoredEvent,
} from '@careconnect/platform/event-store/event-store.ts';
import { followChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { lineOf, placeOf } from '@careconnect/platform/event-store/line.ts';
import { store as storeParcel } from '../target/parcel.ts';
import type { Target } from '../target/target.ts';
import type { Manifest, Segment } from './manifest.ts';

type Log = Manifest['log'];
type Needs = { store: EventStore; target: Target; signal: AbortSignal; eventsPerSegment?: number };

/**
 * Writes what came since the last backup, and answers the whole log with it. Where the log is no longer the one that was backed
 * up, as after a restore, it begins anew.
 */
export const backUpLog = async (needs: Needs, backupId: string, known: Log | null): Promise<Log> => {
  const { store, target, eventsPerSegment = 50_000 } = needs;
  const before = known && (await isStill(store, known)) ? known : { segments: [], events: 0, tip: null };
  const segments: Segment[] = [...before.segments];
  const events = eventsSince(needs, before);
  const chain = followChain((stream, revision) => eventAt(store, stream, revision));
  let { events: count, tip } = before;
  let upcoming = await events.next();
  try {
    while (!upcoming.done) {
      const from = count;
      const [first, name] = [upcoming.value, String(segments.length + 1).padStart(6, '0')];
      const lines = async function* () {
        while (!upcoming.done && count - from < eventsPerSegment) {
          const event = upcoming.value;
          await chain.follow(event);
          const position = placeOf(event.position);
          tip = { id: event.id, stream: event.streamName, revision: String(event.revision), position };
          count += 1;
          yield `${JSON.stringify(lineOf(event))}\n`;
          upcoming = await events.next();
        }
      };
      const parcel = await storeParcel(target, `log/${backupId}/${name}.ndjson.gz`, Readable.from(lines()));
      if (!tip) throw new Error('a segment holds an event');
      segments.push({ ...parcel, from, events: count - from, first: placeOf(first.position), last: tip.position });
    }
  } finally {
    await events.return(undefined);
  }
  return { segments, events: count, tip };
};

export const eventAt = async (store: EventStore, stream: string, revision: bigint): Promise<StoredEvent | null> => {
  for await (const event of store.readStream(stream, { from: revision, maxCount: 1 })) return event;
  return null;
};

const positionOf = ({ commit, prepare }: { commit: string; prepare: string }): Position => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
});

/** Whether the last event of the backup stands where it stood. */
const isStill = async (store: EventStore, { tip }: Log): Promise<boolean> => {
  if (!tip) return true;
  const event = await eventAt(store, tip.stream, BigInt(tip.revision));
  return event?.id === tip.id && comparePositions(event.position, positionOf(tip.position)) === 0;
};

/** Up to where the log stands now; what is appended meanwhile is for the next time. */
async function* eventsSince({ store, signal }: Needs, { tip }: Log): AsyncGenerator<StoredEvent, void, void> {
  const head = await store.head();
  if (!head) return;
  const ending = new AbortController();
  const after = tip ? positionOf(tip.position) : 'start';
  if (after !== 'start' && comparePositions(after, head) >= 0) return;
  try {
    for await (const item of store.subscribe({ after, signal: AbortSignal.any([signal, ending.signal]) })) {
      if (item.kind === 'event' && comparePositions(item.event.position, head) > 0) return;
      if (item.kind === 'event') yield item.event;
      if (item.kind === 'caughtUp') return;
      if (item.kind === 'event' && comparePositions(item.event.position, head) === 0) return;
    }
  } finally {
    ending.abort();
  }
  signal.throwIfAborted();
}
