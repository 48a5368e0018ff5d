import { type EventStore, RevisionConflict, StoreUnavailable } from '../event-store/event-store.ts';
import { pause } from '../event-store/patience.ts';
import type { AnyEvent, Decider } from './command.ts';
import { answer, decideInTurn, type Job, type Verdict } from './deciding.ts';
import { type Fold, type Folds, revisionOf } from './folds.ts';

export type Round<S, C, E extends AnyEvent> = {
  store: EventStore;
  decider: Decider<S, C, E>;
  schemaVersion: number;
  folds: Folds<S, E>;
  streamName: string;
};

const mostConflicts = 10;

/**
 * Answers the commands that wait for one stream, with one append for all that are accepted. Gives back those that must
 * wait for another round: there was no room, or they were refused on what was only remembered of other streams.
 */
export const handleTogether = async <S, C, E extends AnyEvent>(
  round: Round<S, C, E>,
  jobs: Job<S, C, E>[],
): Promise<Job<S, C, E>[]> => {
  const { decider, schemaVersion, folds, streamName } = round;
  const fold = folds.of(streamName);
  try {
    const likelyNew = fold.revision < 0n && jobs.every(({ context }) => context.likelyNew);
    let fresh = !fold.known && !likelyNew;
    if (fresh) await folds.refresh(fold);
    for (let conflicts = 0; ; ) {
      const verdicts = decideInTurn(decider, schemaVersion, fold, jobs);
      const outcome = await append(round, fold, verdicts);
      if (outcome instanceof RevisionConflict) {
        conflicts += 1;
        if (conflicts > mostConflicts) throw outcome;
        await pause(conflicts - 1, 100);
        await folds.refresh(fold);
        fresh = true;
      } else if (outcome === 'appended' || fresh) {
        return [...(await settle(verdicts, fold)), ...jobs.slice(verdicts.length)];
      } else {
        // Nothing to append means nothing has proven what we remember: look before saying no.
        await folds.refresh(fold);
        fresh = true;
      }
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) fold.known = false; // what we sent may still arrive
    return alone(round, jobs, error);
  }
};

/** An append at the exact revision also proves that what the others were refused on was true. */
const append = async <S, C, E extends AnyEvent>(
  { store, folds, streamName }: Round<S, C, E>,
  fold: Fold<S>,
  verdicts: Verdict<S, C, E>[],
): Promise<'appended' | 'nothing' | RevisionConflict> => {
  const accepted = verdicts.filter((verdict) => verdict.is === 'accepted');
  const toAppend = accepted.flatMap((verdict) => verdict.toAppend);
  if (toAppend.length === 0) return 'nothing';
  const before = fold.revision;
  const watched = folds.isWatching();
  try {
    const { position } = await store.append(streamName, revisionOf(before), toAppend);
    const events = accepted.flatMap((verdict) => verdict.events);
    const arrived = events.map((event, i) => ({
      id: toAppend[i]?.id ?? '',
      revision: before + BigInt(i + 1),
      position,
      event,
    }));
    folds.appended(fold, arrived, accepted.at(-1)?.state ?? fold.state, watched);
    return 'appended';
  } catch (error) {
    if (error instanceof RevisionConflict) return error;
    throw error;
  }
};

const settle = async <S, C, E>(verdicts: Verdict<S, C, E>[], fold: Fold<S>): Promise<Job<S, C, E>[]> => {
  const again: Promise<Job<S, C, E>[]>[] = [];
  for (const verdict of verdicts) {
    if (verdict.is === 'refused' && verdict.job.prepared === 'from memory') again.push(prepareAfresh(verdict.job));
    else answer(verdict, fold);
  }
  return (await Promise.all(again)).flat();
};

const prepareAfresh = async <S, C, E>(job: Job<S, C, E>): Promise<Job<S, C, E>[]> => {
  try {
    const command = await (job.source as (fresh: boolean) => Promise<C>)(true);
    return [{ ...job, command, prepared: 'fresh' }];
  } catch (error) {
    job.reject(error);
    return [];
  }
};

/** One command that cannot be written must not fail its neighbours: each is tried by itself. */
const alone = async <S, C, E extends AnyEvent>(
  round: Round<S, C, E>,
  jobs: Job<S, C, E>[],
  error: unknown,
): Promise<Job<S, C, E>[]> => {
  const sharedFate = error instanceof StoreUnavailable || error instanceof RevisionConflict;
  if (sharedFate || jobs.length === 1) {
    for (const job of jobs) job.reject(error);
    return [];
  }
  const left: Job<S, C, E>[] = [];
  for (const job of jobs) left.push(...(await handleTogether(round, [job])));
  return left;
};
