import type { EventStore, Position, Revision } from '../event-store/event-store.ts';
import type { AnyEvent, Decider, Folded } from './command.ts';
import type { Freshness } from './freshness.ts';

/** A stream's state in memory. It only ever moves forwards. */
export type Fold<S> = {
  readonly streamName: string;
  state: S;
  /** -1 for a stream without events. */
  revision: bigint;
  position: Position | null;
  /** Ids of its latest events: what was written once is not written again. */
  ids: Set<string>;
  /** False until it was read, and again while an append of unknown outcome is about. */
  known: boolean;
  /** The newest revision heard of from the subscription; it counts once the fold was read while that was live. */
  heardOf: bigint;
  watched: boolean;
  reading?: Promise<void> | undefined;
  nextReading?: Promise<void> | undefined;
};

export type Arrived<E> = { id: string; revision: bigint; position: Position; event: E };

export const revisionOf = (revision: bigint): Revision => (revision < 0n ? 'no_stream' : revision);

export const answerOf = <S>({ streamName, state, revision, position }: Fold<S>): Folded<S> => ({
  streamName,
  state,
  revision: revisionOf(revision),
  position,
});

const idsKept = 1_000;

/** The folded streams of one process, the least recently used forgotten first. */
export const createFolds = <S, C, E extends AnyEvent>(
  store: EventStore,
  decider: Decider<S, C, E>,
  limit: number,
  freshness: Freshness | undefined,
) => {
  const folds = new Map<string, Fold<S>>();
  freshness?.onEvent(({ streamName, revision }) => {
    const fold = folds.get(streamName);
    if (fold && revision > fold.heardOf) fold.heardOf = revision;
  });

  /** Whether what others write is heard of from now on. */
  const isWatching = (): boolean => freshness?.isLive() ?? false;

  const of = (streamName: string): Fold<S> => {
    const fold = folds.get(streamName) ?? blank(streamName, decider.initial);
    folds.delete(streamName);
    folds.set(streamName, fold);
    const [oldest] = folds.keys();
    if (folds.size > limit && oldest !== undefined) folds.delete(oldest);
    return fold;
  };

  const advance = (fold: Fold<S>, { id, revision, position, event }: Arrived<E>, to?: { state: S }): void => {
    if (revision <= fold.revision) return; // read and appended at once
    fold.state = to ? to.state : decider.evolve(fold.state, event);
    fold.revision = revision;
    fold.position = position;
    fold.ids.add(id);
    const [oldest] = fold.ids;
    if (fold.ids.size > idsKept && oldest !== undefined) fold.ids.delete(oldest);
  };

  /** What was decided is known already: nothing is folded twice, unless somebody read on meanwhile. */
  const appended = (fold: Fold<S>, arrived: readonly Arrived<E>[], state: S, watched: boolean): void => {
    const known = arrived[0]?.revision === fold.revision + 1n ? { state } : undefined;
    for (const each of arrived) advance(fold, each, known);
    // That it went in at this very revision tells as much as a read.
    fold.known = true;
    fold.watched ||= watched;
  };

  const readTail = async (fold: Fold<S>): Promise<void> => {
    const watched = isWatching();
    for await (const stored of store.readStream(fold.streamName, { from: fold.revision + 1n })) {
      const { id, revision, position, type, data } = stored;
      advance(fold, { id, revision, position, event: { type, data } as E });
    }
    fold.known = true;
    fold.watched ||= watched;
  };

  const startReading = (fold: Fold<S>): Promise<void> => {
    const reading = readTail(fold).finally(() => {
      if (fold.reading === reading) fold.reading = undefined;
    });
    fold.reading = reading;
    return reading;
  };

  return {
    of,
    appended,
    isWatching,
    /** Reads what is new. Calls that come together share a read, but only one that began after they came. */
    refresh(fold: Fold<S>): Promise<void> {
      if (!fold.reading) return startReading(fold);
      fold.nextReading ??= fold.reading
        .catch(() => {})
        .then(() => {
          fold.nextReading = undefined;
          return startReading(fold);
        });
      return fold.nextReading;
    },
    /** True when memory is as good as a look at the store, but for the moment an event takes to arrive. */
    isFresh: (fold: Fold<S>): boolean =>
      fold.known &&
      fold.watched &&
      fold.heardOf <= fold.revision &&
      freshness?.isLive() === true &&
      freshness.covers(fold.streamName),
  };
};

export type Folds<S, E> = {
  of(streamName: string): Fold<S>;
  /** Takes over what was just written at the exact revision, and the state it leads to; watched: since before it was sent. */
  appended(fold: Fold<S>, arrived: readonly Arrived<E>[], state: S, watched: boolean): void;
  isWatching(): boolean;
  refresh(fold: Fold<S>): Promise<void>;
  isFresh(fold: Fold<S>): boolean;
};

const blank = <S>(streamName: string, initial: S): Fold<S> => ({
  streamName,
  state: initial,
  revision: -1n,
  position: null,
  ids: new Set(),
  known: false,
  heardOf: -1n,
  watched: false,
});
