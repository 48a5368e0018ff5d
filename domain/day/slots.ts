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
    const state = stateAt(start);
    const overlaps = taken.some(([from, to]) => from < end && start < to);
    return { ...slot, state: state === 'free' && overlaps ? 'taken' : state };
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
  const free = slots.flatMap(({ state, ...slot }) =>
    state === 'free' ? [{ slot, at: millisecondsOf(slot.startsAt) }] : [],
  );
  const goal = millisecondsOf(wanted);
  return free
    .sort((a, b) => Math.abs(a.at - goal) - Math.abs(b.at - goal))
    .slice(0, count)
    .sort((a, b) => a.at - b.at)
    .map(({ slot }) => slot);
};
