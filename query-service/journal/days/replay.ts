import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { type DoctorDay, emptyDay, evolveDay } from '@careconnect/domain/day/state.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { lift } from '@careconnect/domain/lift.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import {
  BrokenChain,
  type Chain,
  followChain,
  type StoredEvent,
} from '@careconnect/platform/event-store/follow-chain.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Pool } from 'pg';
import { type Event, eventOf } from '../event.ts';
import { eventsOfStream, type JournalRow, lengthOfStream } from '../stream.ts';
import { changesBetween, shownDay } from './shown-day.ts';

/** A day has some dozens. */
const mostEvents = 5_000;

/** A revision, or an instant; undefined is now. */
export type ReplayWanted = { doctorId: DoctorId; date: CalendarDate; at?: string };

/**
 * The day as it stood then, folded as whoever decided on it did; null when nothing has ever happened. An event is folded once
 * the one after it has vouched for it: where the chain breaks, one of both is not what was appended, and nobody knows which.
 */
export const replayDay = async (pool: Pool, { doctorId, date, at }: ReplayWanted) => {
  const stream = doctorDayStream(doctorId, date);
  const events = await lengthOfStream(pool, stream);
  if (events === 0) return null;
  // From its first event on nothing is before it but what was followed.
  const chain = followChain(async () => null);
  let broken: BrokenChain | null = null;
  let [before, day, last]: [DoctorDay, DoctorDay, Event | null] = [emptyDay, emptyDay, null];
  let newest: Followed | null = null;
  const take = ([row]: Followed, after: DoctorDay): void => {
    [before, day, last] = [day, after, eventOf(row)];
  };
  for await (const followed of eventsOfStream(pool, stream)) {
    const [, event] = followed;
    broken = await brokenBy(chain, event);
    if (newest && !broken) take(newest, dayAfter(day, newest));
    newest = null;
    if (broken || isAfter(event, at)) break;
    if (event.revision >= mostEvents) throw tooLong();
    newest = followed;
  }
  if (newest) {
    const after = asFarAsKnown(day, newest);
    if (after) take(newest, after);
    else broken = new BrokenChain(newest[1], 'the rules know no such event');
  }
  const shown = shownDay(day);
  return {
    ...{ doctorId, date, stream, events, event: last },
    changed: changesBetween(shownDay(before), shown),
    ...shown,
    chain: broken ? breakOf(broken) : ({ holds: true } as const),
  };
};

type Followed = readonly [JournalRow, StoredEvent];

const dayAfter = (day: DoctorDay, [, event]: Followed): DoctorDay =>
  evolveDay(day, lift(event, event.metadata.schemaVersion) as unknown as DoctorDayEvent);

/** Nobody vouches yet for the newest event of all: null where it cannot be folded and shown, for then it was never appended. */
const asFarAsKnown = (day: DoctorDay, newest: Followed): DoctorDay | null => {
  try {
    const after = dayAfter(day, newest);
    shownDay(after);
    return after;
  } catch {
    return null;
  }
};

const isAfter = ({ revision, metadata }: StoredEvent, at: string | undefined): boolean => {
  if (at === undefined) return false;
  return /^\d+$/.test(at) ? revision > BigInt(at) : millisecondsOf(metadata.recordedAt) > millisecondsOf(at);
};

const tooLong = () =>
  problem(
    422,
    'day-too-long',
    'More has happened on this day than can be replayed',
    `It is replayed up to event ${mostEvents}.`,
  );

const brokenBy = (chain: Chain, event: StoredEvent): Promise<BrokenChain | null> =>
  chain.follow(event).then(
    () => null,
    (error) => {
      if (error instanceof BrokenChain) return error;
      throw error;
    },
  );

const breakOf = ({ event: { revision, type }, why }: BrokenChain) =>
  ({ holds: false, revision: Number(revision), type, why }) as const;
