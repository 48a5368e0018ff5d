import type { Schedule } from '../doctor/state.ts';
import type { CalendarDate, Instant, WallTime } from '../event.ts';
import type { Milliseconds } from '../time/wall.ts';
import { addDays, dateIn, edgeOf, instantOf, millisecondsOf, minute, timeIn, weekdayOf } from '../time/wall.ts';

/** Why a start time can or cannot be booked: the page shows it, the decision refuses with it. */
export type SlotState = 'free' | 'taken' | 'past' | 'tooSoon' | 'tooFar';

export type Slot = Readonly<{ startsAt: Instant; endsAt: Instant; time: WallTime; state: SlotState }>;

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
  return startsOf(schedule, date, minutes).map((start) => {
    const end = start + minutes * minute;
    const overlaps = taken.some(([from, to]) => from < end && start < to);
    const state = stateAt(start);
    return {
      startsAt: instantOf(start),
      endsAt: instantOf(end),
      time: timeIn(schedule.zone, start),
      state: state === 'free' && overlaps ? 'taken' : state,
    };
  });
};

const startsOf = (schedule: Schedule, date: CalendarDate, minutes: number): Milliseconds[] => {
  const weekday = weekdayOf(date);
  const windows = schedule.windows.filter((window) => window.weekday === weekday);
  return windows
    .flatMap(({ from, to }) => {
      const opens = edgeOf(date, from, schedule.zone, 'opens');
      const closes = edgeOf(date, to, schedule.zone, 'closes');
      const last = closes - minutes * minute;
      const count = last < opens ? 0 : Math.floor((last - opens) / (schedule.gridMinutes * minute)) + 1;
      return Array.from({ length: count }, (_, k) => opens + k * schedule.gridMinutes * minute);
    })
    .sort((a, b) => a - b);
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
export const nearestFree = (slots: readonly Slot[], wanted: Instant, count = 3): Slot[] => {
  const distance = ({ startsAt }: Slot) => Math.abs(millisecondsOf(startsAt) - millisecondsOf(wanted));
  return slots
    .filter(({ state }) => state === 'free')
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
};
