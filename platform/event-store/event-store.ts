import type { Position } from './position.ts';

export { comparePositions, formatPosition, type Position, parsePosition } from './position.ts';

/** Who did it. The role is an opaque word here. */
export type Actor = { userId: string; role: string };

export type MetadataToAppend = {
  correlationId: string;
  /** The id of the command or event that led to this one. */
  causationId: string;
  /** Null when no person acted, such as an expiry. */
  actor: Actor | null;
  /** ISO instant in UTC. */
  recordedAt: string;
  imported?: true;
  schemaVersion: number;
};

/** What the store adds: `previousHash` is hashOf the event before this one in its stream, null for the first. */
export type EventMetadata = MetadataToAppend & { previousHash: string | null };

export type StoredEvent<D = unknown> = {
  id: string;
  streamName: string;
  revision: bigint;
  position: Position;
  type: string;
  data: D;
  metadata: EventMetadata;
};

/** By which an event is known wherever it is met again. */
export type Mark = Pick<StoredEvent, 'id' | 'streamName' | 'revision'>;

/** `data` is a JSON object, at most 256 kB together with its metadata. Ids are UUIDs. */
export type EventToAppend = { id: string; type: string; data: unknown; metadata: MetadataToAppend };

export type Revision = bigint | 'no_stream';
/** Always exact: with `any` a retry after a restart of the server is written twice. */
export type ExpectedRevision = Revision;

export type Appended = { revision: bigint; position: Position };

export type SubscriptionItem =
  | { kind: 'event'; event: StoredEvent }
  /** Everything up to here has been looked at; nothing (more) matched. */
  | { kind: 'checkpoint'; position: Position }
  /** From here on events arrive as they happen. The position is that of the last item, null when there was none. */
  | { kind: 'caughtUp'; position: Position | null }
  /** The live tail is lost (dropped, or fell behind). It comes back by itself; caughtUp follows. */
  | { kind: 'behind' };

export type SubscribeOptions = {
  after: Position | 'start' | 'end';
  /** Only streams whose names start with one of these; without it everything but the system's own events. */
  streamPrefixes?: string[];
  /** Ends the iteration. */
  signal: AbortSignal;
};

export interface EventStore {
  /**
   * All events or none. Safe to repeat with the same ids and the same expected revision: nothing is written twice.
   * Throws RevisionConflict, StoreUnavailable (then the outcome is unknown: ask again with the same ids) or UnwritableEvent.
   */
  append(streamName: string, expected: ExpectedRevision, events: EventToAppend[]): Promise<Appended>;
  /** Forwards. A missing stream is empty. Throws StoreUnavailable, UnreadableEvent. */
  readStream(streamName: string, options?: { from?: bigint; maxCount?: number }): AsyncIterable<StoredEvent>;
  /** In order, nothing missed, nothing twice; resumes by itself whatever happens to the connection. Throws UnreadableEvent. */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem>;
  /** The newest position in the log, null while it is empty. */
  head(): Promise<Position | null>;
  /** Of the event at a position of this log; null for one of the system's own. Throws StoreUnavailable. */
  markAt(position: Position): Promise<Mark | null>;
  /** Answers within a second or so; for readiness. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** Somebody else appended first. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  constructor(
    readonly streamName: string,
    readonly expected: ExpectedRevision,
    readonly actual: Revision,
  ) {
    super(`stream ${streamName} stands at ${actual}, not at ${expected}`);
  }
}

/** The store did not answer in time. After an append the outcome is unknown. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(what: string, cause?: unknown) {
    super(`the event store did not answer in time: ${what}`, { cause });
  }
}

/** Refused before it was sent, or for good by the store: too large, no type, not a JSON object. Trying again is pointless. */
export class UnwritableEvent extends Error {
  override readonly name = 'UnwritableEvent';
}

/** An event in the log that is not what this house writes: its data or metadata is not a JSON object of our shape. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(
    readonly event: { id: string; streamName: string; revision: bigint; type: string; position: Position | null },
    why: string,
  ) {
    super(`event ${event.id} (${event.type}, ${event.streamName} at ${event.revision}) is unreadable: ${why}`);
  }
}
