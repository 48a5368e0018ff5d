import { ErrorType, isCommandError, WrongExpectedVersionError } from '@eventstore/db-client';
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
  { events, ids }: Chained,
  until: number,
): Promise<Appended> => {
  let failure: unknown;
  for (let tries = 0; Date.now() < until; tries += 1) {
    if (tries > 0) await pause(tries, 500);
    const patience = Math.max(1, Math.min(2_000, until - Date.now()));
    const client = await connection.client();
    try {
      const appending = client.appendToStream(streamName, events, { expectedRevision: expected, deadline: patience });
      const { nextExpectedRevision, position } = await within(patience, appending);
      if (!position) throw new Error('the store answered without a position');
      return { revision: nextExpectedRevision, position };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        const ours = tries > 0 ? await written(read, streamName, expected, ids) : null;
        if (ours) return ours;
        throw new RevisionConflict(streamName, expected, toRevision(error.actualVersion));
      }
      refuseForGood(error, streamName);
      failure = error;
      onFault(`append to ${streamName}`, error);
      // A redirect to the leader is the library's to follow; anything else gets a connection without a past.
      if (!isOf(error, ErrorType.NOT_LEADER)) connection.renew(client);
    }
  }
  throw new StoreUnavailable(`append to ${streamName}`, failure);
};

/** After a try of unknown outcome a wrong version can be our own doing: then our events stand at that very place. */
const written = async (
  read: Append['read'],
  streamName: string,
  expected: ExpectedRevision,
  ids: string[],
): Promise<Appended | null> => {
  const first = expected === 'no_stream' ? 0n : expected + 1n;
  const found = await read(streamName, first, ids.length);
  const last = found.at(-1);
  const same = found.length === ids.length && found.every(({ id }, i) => id === ids[i]);
  return same && last ? { revision: last.revision, position: last.position } : null;
};

const refuseForGood = (error: unknown, streamName: string): void => {
  if (isOf(error, ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED)) {
    throw new UnwritableEvent(`too much for one append to ${streamName}`, { cause: error });
  }
  if (isOf(error, ErrorType.STREAM_DELETED))
    throw new UnwritableEvent(`stream ${streamName} is deleted`, { cause: error });
};

const isOf = (error: unknown, type: ErrorType): boolean =>
  error instanceof Error && isCommandError(error) && error.type === type;

const toRevision = (actual: unknown) => (typeof actual === 'bigint' ? actual : 'no_stream');
