import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import { addDays, dateIn, type Milliseconds, millisecondsOf, minute } from '../time/wall.ts';
import { gridOf, type SlotTime } from './grid.ts';

export type { SlotTime } from './grid.ts';

/** Why a start time can or cannot be booked: the page shows it, the decision refuses with it. */
export type SlotState = 'free' | 'taken' | 'past' | 'tooSoon' | 'tooFar';

export type Slot = SlotTime & Readonly<{ state: SlotState }>;

/** A stretch of time that an appointment holds; the end is exclusive. */
export type Held = Readonly<{ startsAt: Instant; endsAt: Instant }>;

export type DayAsked = Readonly<{
  schedule: Schedule;
  date: CalendarDate;
  minutes: number;
  held: Iterable<Held>;
  now: Instant;
}>;

/**
 * Every start time of one day at which a visit of this length fits into a window of the working hours, each with its
 * state. The one slot arithmetic: decisions, availability and pages all ask here.
 */
export const slotsOf = ({ schedule, date, minutes, held, now }: DayAsked): Slot[] => {
  const taken = [...held].map(({ startsAt, endsAt }) => [millisecondsOf(startsAt), millisecondsOf(endsAt)] as const);
  const stateAt = stateBy(schedule, date, millisecondsOf(now));
  return gridOf(schedule, date, minutes).map(({ slot, start, end }) => {
    const { startsAt, endsAt, time } = slot;
    const state = stateAt(start);
    const isTaken = state === 'free' && taken.some(([from, to]) => from < end && start < to);
    return { startsAt, endsAt, time, state: isTaken ? 'taken' : state };
  });
};

const stateBy = ({ policy, zone }: Schedule, date: CalendarDate, now: Milliseconds) => {
  const tooFar = date > addDays(dateIn(zone, now), policy.maximumDaysAhead);
  const soonest = now + policy.minimumNoticeMinutes * minute;
  return (start: Milliseconds): SlotState => {
    if (start < now) return 'past';
    if (start < soonest) return 'tooSoon';
    return tooFar ? 'tooFar' : 'free';
  };
};

/** The free slots nearest to a wanted start, in order of time. */
export const nearestFree = (slots: readonly Slot[], wanted: Instant, count = 3): SlotTime[] => {
  const goal = millisecondsOf(wanted);
  return slots
    .filter(({ state }) => state === 'free')
    .map((slot) => ({ slot, distance: Math.abs(millisecondsOf(slot.startsAt) - goal) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ slot: { startsAt, endsAt, time } }) => ({ startsAt, endsAt, time }))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
};
