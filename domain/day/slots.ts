import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import { addDays, dateIn, type Milliseconds, millisecondsOf, minute } from '../time/wall.ts';
import { gridOf, type Length, type Place, type SlotTime } from './grid.ts';

export type { Length, SlotTime } from './grid.ts';

/** Why a start time can or cannot be booked: the page shows it, the decision refuses with it. */
export const slotStates = [
  'free',
  'taken',
  'buffer',
  'tooShort',
  'break',
  'midnight',
  'blocked',
  'holiday',
  'cap',
  'past',
  'tooSoon',
  'tooFar',
] as const;
export type SlotState = (typeof slotStates)[number];

export type Slot = SlotTime & Readonly<{ state: SlotState }>;

/** A stretch of time that an appointment holds, with the buffers around it; the end is exclusive. */
export type Held = Readonly<{
  startsAt: Instant;
  endsAt: Instant;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
}>;

export type DayAsked = Length &
  Readonly<{
    schedule: Schedule;
    date: CalendarDate;
    held: readonly Held[];
    /** Time that the doctor keeps free of visits. */
    blocked?: readonly Pick<Held, 'startsAt' | 'endsAt'>[];
    now: Instant;
  }>;

/** Every start time of one day at which a visit of this length fits into the working hours, each with its state. */
export const slotsOf = (asked: DayAsked): Slot[] =>
  gridOf(asked.schedule, asked.date, asked)
    .filter(({ fit }) => fit === 'fits')
    .map(showing(asked));

/** The same for any place of the grid. */
export const showing = (asked: DayAsked): ((place: Place) => Slot) => {
  const stateAt = statesBy(asked);
  return (place) => {
    const { startsAt, endsAt, time } = place.slot;
    return { startsAt, endsAt, time, state: stateAt(place) };
  };
};

/**
 * The one slot arithmetic: decisions, availability and pages all ask here. The state of a place is the first reason why it
 * cannot be had: time, the doctor's calendar, other visits, limits.
 */
export const statesBy = (asked: DayAsked): ((place: Place) => SlotState) => {
  const { schedule, date } = asked;
  const timeState = timeStates(schedule, date, millisecondsOf(asked.now));
  const held = asked.held.map(stretchOf);
  const blocked = (asked.blocked ?? []).map(stretchOf);
  const isFull = held.length >= (schedule.policy.mostVisitsPerDay ?? Number.POSITIVE_INFINITY);
  const before = (asked.bufferBeforeMinutes ?? 0) * minute;
  const after = (asked.bufferAfterMinutes ?? 0) * minute;
  return ({ start, end, fit }) => {
    if (fit === 'break' || fit === 'midnight') return fit;
    const early = timeState(start);
    if (early) return early;
    if (schedule.holidays?.[date] !== undefined) return 'holiday';
    if (blocked.some(({ from, to }) => from < end && start < to)) return 'blocked';
    if (held.some(({ from, to }) => from <= start && start < to)) return 'taken';
    if (fit === 'tooShort' || held.some(({ from, to }) => from < end && start < to)) return 'tooShort';
    if (held.some(({ busyFrom, busyTo }) => busyFrom < end + after && start - before < busyTo)) return 'buffer';
    return isFull ? 'cap' : 'free';
  };
};

const stretchOf = ({ startsAt, endsAt, bufferBeforeMinutes = 0, bufferAfterMinutes = 0 }: Held) => {
  const [from, to] = [millisecondsOf(startsAt), millisecondsOf(endsAt)];
  return { from, to, busyFrom: from - bufferBeforeMinutes * minute, busyTo: to + bufferAfterMinutes * minute };
};

const timeStates = ({ policy, zone }: Schedule, date: CalendarDate, now: Milliseconds) => {
  const tooFar = date > addDays(dateIn(zone, now), policy.maximumDaysAhead);
  const soonest = now + policy.minimumNoticeMinutes * minute;
  return (start: Milliseconds): 'past' | 'tooSoon' | 'tooFar' | null => {
    if (start < now) return 'past';
    if (start < soonest) return 'tooSoon';
    return tooFar ? 'tooFar' : null;
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
