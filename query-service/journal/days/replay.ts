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
import { eventsOfStream, lengthOfStream } from '../stream.ts';
import { changesBetween, shownDay } from './shown-day.ts';

/** A day has some dozens. */
const mostEvents = 5_000;

/** A revision, or an instant; undefined is now. */
export type ReplayWanted = { doctorId: DoctorId; date: CalendarDate; at?: string };

/** The day as it stood then, folded as whoever decided on it did, up to where its chain breaks; null when nothing has ever happened. */
export const replayDay = async (pool: Pool, { doctorId, date, at }: ReplayWanted) => {
  const stream = doctorDayStream(doctorId, date);
  const events = await lengthOfStream(pool, stream);
  if (events === 0) return null;
  // From its first event on nothing is before it but what was followed.
  const chain = followChain(async () => null);
  let broken: BrokenChain | null = null;
  let [before, day, last]: [DoctorDay, DoctorDay, Event | null] = [emptyDay, emptyDay, null];
  for await (const [row, event] of eventsOfStream(pool, stream)) {
    if (isAfter(event, at)) break;
    if (event.revision >= mostEvents) throw tooLong();
    broken = await brokenBy(chain, event);
    if (broken) break;
    before = day;
    day = evolveDay(day, lift(event, event.metadata.schemaVersion) as unknown as DoctorDayEvent);
    last = eventOf(row);
  }
  const shown = shownDay(day);
  return {
    ...{ doctorId, date, stream, events, event: last },
    changed: changesBetween(shownDay(before), shown),
    ...shown,
    chain: broken ? breakOf(broken) : ({ holds: true } as const),
  };
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

/** What comes after a break is nobody's word: it is not folded. */
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
