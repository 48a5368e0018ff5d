import { ErrorType, isCommandError } from '@eventstore/db-client';
import { appendOver } from './append-call.ts';
import type { Chained } from './chain.ts';
import type { Connection } from './connection.ts';
import {
  type Appended,
  type ExpectedRevision,
  RevisionConflict,
  type StoredEvent,
  StoreUnavailable,
  UnwritableEvent,
} from './event-store.ts';
import { pause, within } from './patience.ts';

type Append = {
  connection: Connection;
  /** Reads `count` events of the stream from a revision on. */
  read: (streamName: string, from: bigint, count: number) => Promise<StoredEvent[]>;
  onFault: (what: string, error: unknown) => void;
};

/**
 * Appends in bounded time. Any failure but a wrong expected version may have been written all the same (an error on
 * another connection of this process fails this one too), so it is tried again with the same ids and the same expected
 * revision, which the server answers quietly when the first try arrived.
 */
export const append = async (
  { connection, read, onFault }: Append,
  streamName: string,
  expected: ExpectedRevision,
  events: Chained['events'],
  until: number,
): Promise<Appended> => {
  let failure: unknown;
  for (let tries = 0; Date.now() < until; tries += 1) {
    if (tries > 0) await pause(tries, 500);
    const patience = Math.max(1, Math.min(2_000, until - Date.now()));
    const client = await connection.client();
    try {
      const deadline = Date.now() + patience;
      return await within(patience, appendOver(client, { streamName, expected, deadline, events }));
    } catch (error) {
      if (error instanceof UnwritableEvent) throw error;
      if (error instanceof RevisionConflict) {
        const ours = tries > 0 ? await written(read, streamName, expected, events) : null;
        if (ours) return ours;
        throw error;
      }
      failure = error;
      onFault(`append to ${streamName}`, error);
      // A redirect to the leader is the library's to follow; anything else gets a connection without a past.
      if (!isRedirect(error)) connection.renew(client);
    }
  }
  throw new StoreUnavailable(`append to ${streamName}`, failure);
};

/** After a try of unknown outcome a wrong version can be our own doing: then our events stand at that very place. */
const written = async (
  read: Append['read'],
  streamName: string,
  expected: ExpectedRevision,
  events: Chained['events'],
): Promise<Appended | null> => {
  const first = expected === 'no_stream' ? 0n : expected + 1n;
  const found = await read(streamName, first, events.length);
  const last = found.at(-1);
  const same = found.length === events.length && found.every(({ id }, i) => id === events[i]?.id);
  return same && last ? { revision: last.revision, position: last.position } : null;
};

const isRedirect = (error: unknown): boolean =>
  error instanceof Error && isCommandError(error) && error.type === ErrorType.NOT_LEADER;
