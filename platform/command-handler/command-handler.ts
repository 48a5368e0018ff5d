import { type EventStore, StoreUnavailable } from '../event-store/event-store.ts';
import type { AnyEvent, CommandContext, CommandSource, Decider, Folded, Handled } from './command.ts';
import type { Job } from './deciding.ts';
import { answerOf, createFolds } from './folds.ts';
import type { Freshness } from './freshness.ts';
import { isRefusal } from './refusal.ts';
import { handleTogether } from './round.ts';

export { isRefusal, type Refusal } from './refusal.ts';

export type CommandHandler<S, C, E extends AnyEvent> = {
  /** Throws the decider's refusal, RevisionConflict when the stream stays contested, StoreUnavailable. */
  handle(streamName: string, command: CommandSource<C>, context: CommandContext): Promise<Handled<S, E>>;
  /** From memory while a live subscription keeps it fresh, else (or when asked for fresh) with a look at the tail. */
  load(streamName: string, options?: { fresh?: boolean }): Promise<Folded<S>>;
  /**
   * From memory, however old; read only if nothing is remembered, and not even then of a stream that is likely new. For a
   * first thought, never for an answer.
   */
  remember(streamName: string, options?: { likelyNew?: boolean }): Promise<Folded<S>>;
};

export type CommandHandlerOptions<S, C, E extends AnyEvent> = {
  store: EventStore;
  decider: Decider<S, C, E>;
  schemaVersion: number;
  /** How many folded streams are kept in memory. */
  maxStreams?: number;
  /** Lets load() answer from memory; see followChanges(). */
  freshness?: Freshness;
};

/**
 * Decides commands on folds kept in memory and appends with the exact revision (docs/adr/0004). A command that is accepted
 * costs one append and no read; an answer without an append (a refusal, a quiet yes) is only given on fresh state.
 */
export const createCommandHandler = <S, C, E extends AnyEvent>(
  options: CommandHandlerOptions<S, C, E>,
): CommandHandler<S, C, E> => {
  const { store, decider, schemaVersion, maxStreams = 5_000, freshness } = options;
  const folds = createFolds(store, decider, maxStreams, freshness);
  const lanes = new Map<string, Job<S, C, E>[]>();

  const work = async (streamName: string, waiting: Job<S, C, E>[]): Promise<void> => {
    const round = { store, decider, schemaVersion, folds, streamName };
    while (waiting.length > 0) waiting.unshift(...(await handleTogether(round, waiting.splice(0, mostTogether))));
    lanes.delete(streamName);
  };

  const enqueue = (streamName: string, job: Job<S, C, E>): void => {
    const waiting = lanes.get(streamName);
    if (waiting && waiting.length >= mostWaiting) {
      job.reject(new StoreUnavailable(`${waiting.length} commands wait for ${streamName}`));
    } else if (waiting) {
      waiting.push(job);
    } else {
      const first = [job];
      lanes.set(streamName, first);
      void work(streamName, first);
    }
  };

  return {
    async handle(streamName, source, context) {
      const prepared = await prepare(source);
      return new Promise((resolve, reject) => {
        enqueue(streamName, { source, ...prepared, context, resolve, reject });
      });
    },
    async load(streamName, { fresh = false } = {}) {
      const fold = folds.of(streamName);
      if (fresh || !folds.isFresh(fold)) await folds.refresh(fold);
      return answerOf(fold);
    },
    async remember(streamName, { likelyNew = false } = {}) {
      const fold = folds.of(streamName);
      if (!fold.known && !likelyNew) await folds.refresh(fold);
      return answerOf(fold);
    },
  };
};

const mostTogether = 100;
const mostWaiting = 1_000;

/** What is refused from memory is prepared once more from fresh state before anybody is told. */
const prepare = async <C>(
  source: CommandSource<C>,
): Promise<Pick<Job<unknown, C, unknown>, 'command' | 'prepared'>> => {
  if (!isPreparation(source)) return { command: source, prepared: 'fresh' };
  try {
    return { command: await source(false), prepared: 'from memory' };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { command: await source(true), prepared: 'fresh' };
  }
};

const isPreparation = <C>(source: CommandSource<C>): source is (fresh: boolean) => Promise<C> =>
  typeof source === 'function';
