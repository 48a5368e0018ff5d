import { v5 as uuidV5 } from 'uuid';
import type { EventToAppend } from '../event-store/event-store.ts';
import type { AnyEvent, CommandContext, CommandSource, Decider, Handled } from './command.ts';
import { PreconditionFailed } from './expected.ts';
import { type Fold, revisionOf } from './folds.ts';

/** A command that waits for its answer. */
export type Job<S, C, E> = {
  source: CommandSource<C>;
  command: C;
  /** The command was prepared from fresh state of other streams, or needs none. */
  prepared: 'from memory' | 'fresh';
  context: CommandContext;
  resolve(answer: Handled<S, E>): void;
  reject(error: unknown): void;
};

export type Verdict<S, C, E> = { job: Job<S, C, E> } & (
  | { is: 'accepted'; events: readonly E[]; toAppend: EventToAppend[]; state: S; revision: bigint }
  | { is: 'quiet'; state: S; revision: bigint }
  | { is: 'refused'; error: unknown }
);

/** What one append carries at most. */
const mostEvents = 200;
const mostBytes = 256 * 1024;

/**
 * Decides waiting commands one after another, each on the state its neighbours before it leave behind, as far as one
 * append can carry. Nothing of it is true before that append has succeeded.
 */
export const decideInTurn = <S, C, E extends AnyEvent>(
  decider: Decider<S, C, E>,
  schemaVersion: number,
  fold: Fold<S>,
  jobs: readonly Job<S, C, E>[],
): Verdict<S, C, E>[] => {
  let { state, revision } = fold;
  let events = 0;
  let bytes = 0;
  const written = new Set<string>();
  const verdicts: Verdict<S, C, E>[] = [];
  for (const job of jobs) {
    let decided: readonly E[];
    try {
      decided = decider.decide(job.command, state);
    } catch (error) {
      verdicts.push({ job, is: 'refused', error });
      continue;
    }
    const toAppend = decided.map((event, index) => describe(event, index, job.context, schemaVersion));
    const [first] = toAppend;
    // A repeated command, whose decider would do it again.
    if (!first || fold.ids.has(first.id) || written.has(first.id)) {
      verdicts.push({ job, is: 'quiet', state, revision });
      continue;
    }
    const { expected } = job.context;
    if (expected && !expected(fold.streamName, revisionOf(revision))) {
      verdicts.push({ job, is: 'refused', error: new PreconditionFailed(fold.streamName) });
      continue;
    }
    events += toAppend.length;
    if (jobs.length > 1) bytes += JSON.stringify(toAppend).length;
    if (written.size > 0 && (events > mostEvents || bytes > mostBytes)) return verdicts;
    written.add(first.id);
    state = decided.reduce(decider.evolve, state);
    revision += BigInt(toAppend.length);
    verdicts.push({ job, is: 'accepted', events: decided, toAppend, state, revision });
  }
  return verdicts;
};

const describe = (event: AnyEvent, index: number, context: CommandContext, schemaVersion: number): EventToAppend => ({
  id: uuidV5(String(index), context.commandId),
  type: event.type,
  data: event.data,
  metadata: {
    correlationId: context.correlationId,
    causationId: context.causationId ?? context.commandId,
    actor: context.actor,
    recordedAt: context.now,
    ...(context.imported ? { imported: true as const } : {}),
    schemaVersion,
  },
});

/** Gives a verdict to whoever waits for it; the fold stands where the append left it. */
export const answer = <S, C, E>(verdict: Verdict<S, C, E>, fold: Fold<S>): void => {
  const { job } = verdict;
  if (verdict.is === 'refused') {
    job.reject(verdict.error);
    return;
  }
  const events = verdict.is === 'accepted' ? verdict.events : [];
  const { state, revision } = verdict;
  const { streamName, position } = fold;
  job.resolve({ streamName, state, revision: revisionOf(revision), position, events });
};
