import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant, WallTime } from '../event.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, type Milliseconds, minute, timeIn, weekdayOf } from '../time/wall.ts';

/** A stretch of the day in which a visit fits: the end is exclusive, the time is the start on the doctor's clock. */
export type SlotTime = Readonly<{ startsAt: Instant; endsAt: Instant; time: WallTime }>;

type Place = Readonly<{ slot: SlotTime; start: Milliseconds; end: Milliseconds }>;

/**
 * Every place of a day's grid at which a visit of this length fits into a window of the working hours, in order of time.
 * Bookings and the present do not matter here, so the answer is kept: time zones are dear to reckon with.
 */
export const gridOf = (schedule: Schedule, date: CalendarDate, minutes: number): readonly Place[] => {
  const windows = windowsOn(schedule, date);
  const key = JSON.stringify([schedule.zone, date, schedule.gridMinutes, minutes, windows]);
  const known = grids.get(key);
  if (known) return known;
  const grid = startsIn(windows, schedule, date, minutes).map((start) => placeAt(start, minutes, schedule.zone));
  if (grids.size >= keptGrids) grids.delete(grids.keys().next().value ?? key);
  grids.set(key, grid);
  return grid;
};

const grids = new Map<string, readonly Place[]>();
/** Some 5 kB each. Doctors of one zone with the same hours share theirs. */
const keptGrids = 2000;

const windowsOn = ({ windows }: Schedule, date: CalendarDate) => {
  const weekday = weekdayOf(date);
  return windows.filter((window) => window.weekday === weekday);
};

const startsIn = (
  windows: Schedule['windows'],
  { zone, gridMinutes }: Schedule,
  date: CalendarDate,
  minutes: number,
): Milliseconds[] => {
  const starts = windows.flatMap(({ from, to }) => {
    const opens = edgeOf(date, from, zone, 'opens');
    const last = edgeOf(date, to, zone, 'closes') - minutes * minute;
    const count = last < opens ? 0 : Math.floor((last - opens) / (gridMinutes * minute)) + 1;
    return Array.from({ length: count }, (_, k) => opens + k * gridMinutes * minute);
  });
  // Two windows that meet within an hour which the clock shows twice share that hour.
  return [...new Set(starts)].sort((a, b) => a - b);
};

const placeAt = (start: Milliseconds, minutes: number, zone: Schedule['zone']): Place => {
  const end = start + minutes * minute;
  return { slot: { startsAt: instantOf(start), endsAt: instantOf(end), time: timeIn(zone, start) }, start, end };
};
