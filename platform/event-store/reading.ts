import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type StreamingRead,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { Connection } from './connection.ts';
import {
  comparePositions,
  type Mark,
  type Position,
  type StoredEvent,
  StoreUnavailable,
  UnreadableEvent,
} from './event-store.ts';
import { pause, within } from './patience.ts';
import { toStoredEvent } from './stored-event.ts';

type Reading = { connection: Connection; onFault: (what: string, error: unknown) => void };

/** One page of a stream, tried again until the time is up. A missing stream is empty. */
export const readPage = (
  reading: Reading,
  streamName: string,
  from: bigint,
  count: number,
  until: number,
): Promise<StoredEvent[]> =>
  patiently(reading, `read of ${streamName}`, until, async (client, patience) => {
    const stream = client.readStream(streamName, { fromRevision: from, maxCount: count });
    try {
      const found = await collect(stream, patience);
      return found.flatMap(({ event }) => (event ? [toStoredEvent(event)] : []));
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
  });

export const readHead = (reading: Reading, until: number): Promise<Position | null> =>
  patiently(reading, 'read of the newest position', until, async (client, patience) => {
    const [newest] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }), patience);
    return (newest?.link ?? newest?.event)?.position ?? null;
  });

export const readMark = (reading: Reading, position: Position, until: number): Promise<Mark | null> =>
  patiently(reading, 'read of the event at a position', until, async (client, patience) => {
    const [found] = await collect(client.readAll({ fromPosition: position, maxCount: 1 }), patience);
    const event = found?.link ?? found?.event;
    if (!event || event.streamId.startsWith('$') || comparePositions(event.position, position) !== 0) return null;
    return { id: event.id, streamName: event.streamId, revision: event.revision };
  });

const patiently = async <T>(
  { connection, onFault }: Reading,
  what: string,
  until: number,
  work: (client: EventStoreDBClient, patience: number) => Promise<T>,
): Promise<T> => {
  let failure: unknown;
  for (let tries = 0; Date.now() < until; tries += 1) {
    if (tries > 0) await pause(tries, 500);
    const client = await connection.client();
    try {
      const found = await work(client, Math.max(1, Math.min(2_000, until - Date.now())));
      // A read that is cancelled, as by a replacement of its client, ends as if that had been all.
      if (!connection.isCurrent(client)) throw new Error('the connection was replaced during the read');
      return found;
    } catch (error) {
      if (error instanceof UnreadableEvent) throw error;
      failure = error;
      onFault(what, error);
      connection.renew(client);
    }
  }
  throw new StoreUnavailable(what, failure);
};

/** The library opens reads without a deadline and leaves the call open when its stream is let go. */
const collect = async <E>(stream: StreamingRead<E>, patience: number): Promise<E[]> => {
  stream.on('error', () => {}); // one that comes after we gave up has no other listener
  const found: E[] = [];
  const all = async () => {
    for await (const each of stream) found.push(each);
    return found;
  };
  return within(patience, all(), () => {
    stream.destroy();
    stream.cancel().catch(() => {});
  });
};
