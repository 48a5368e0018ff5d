import { noBuffers, type Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant, WallTime } from '../event.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, type Milliseconds, minute, timeIn, weekdayOf } from '../time/wall.ts';

/** A stretch of the day in which a visit fits: the end is exclusive, the time is the start on the doctor's clock. */
export type SlotTime = Readonly<{ startsAt: Instant; endsAt: Instant; time: WallTime }>;

/** How long a visit is, and what the doctor needs around it. */
export type Length = Readonly<{ minutes: number; bufferBeforeMinutes?: number; bufferAfterMinutes?: number }>;

/**
 * Whether the visit fits where it would start: it does, or the doctor stops before it is over, or does not work then, or the
 * day is over before it is.
 */
export type Fit = 'fits' | 'tooShort' | 'break' | 'midnight';

export type Place = Readonly<{ slot: SlotTime; start: Milliseconds; end: Milliseconds; fit: Fit }>;

/**
 * Every start of a day's grid from the first opening to the last close, in order of time, and whether a visit of this length
 * fits there. Bookings and the present do not matter here, so the answer is kept: time zones are dear to reckon with.
 */
export const gridOf = (schedule: Schedule, date: CalendarDate, length: Length): readonly Place[] => {
  const windows = windowsOn(schedule, date);
  const { minutes, bufferBeforeMinutes, bufferAfterMinutes } = { ...noBuffers, ...length };
  const { zone, gridMinutes } = schedule;
  const key = JSON.stringify([zone, date, gridMinutes, minutes, bufferBeforeMinutes, bufferAfterMinutes, windows]);
  const known = grids.get(key);
  if (known) return known;
  const grid = placesIn(windows, schedule, date, length);
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

type Open = Readonly<{ opens: Milliseconds; closes: Milliseconds }>;

const placesIn = (windows: Schedule['windows'], schedule: Schedule, date: CalendarDate, length: Length): Place[] => {
  const { zone, gridMinutes } = schedule;
  const open = windows
    .map(({ from, to }) => ({ opens: edgeOf(date, from, zone, 'opens'), closes: edgeOf(date, to, zone, 'closes') }))
    .sort((a, b) => a.opens - b.opens);
  const withinDay = withBuffersIn(dayOf(date, zone), length);
  const fits = new Map<Milliseconds, Fit>();
  const mark = (fit: (start: Milliseconds) => Fit, { opens, closes }: Open) => {
    for (let start = opens; start < closes; start += gridMinutes * minute) {
      // Two windows that meet within an hour which the clock shows twice share that hour.
      if (fits.get(start) !== 'fits') fits.set(start, fit(start));
    }
  };
  for (const [k, window] of open.entries()) {
    const before = open[k - 1];
    if (before) mark(() => 'break', { opens: before.closes, closes: window.opens });
    const last = window.closes - length.minutes * minute;
    mark((start) => {
      if (!withinDay(start)) return 'midnight';
      return start <= last ? 'fits' : 'tooShort';
    }, window);
  }
  return [...fits].sort(([a], [b]) => a - b).map(([start, fit]) => ({ ...placeAt(start, length.minutes, zone), fit }));
};

/** From midnight to midnight. */
const dayOf = (date: CalendarDate, zone: Schedule['zone']): Open => ({
  opens: edgeOf(date, '00:00', zone, 'opens'),
  closes: edgeOf(date, '24:00', zone, 'closes'),
});

/** A visit does not cross midnight, and neither do its buffers: no decision ever needs two days. */
const withBuffersIn = ({ opens, closes }: Open, length: Length) => {
  const { minutes, bufferBeforeMinutes, bufferAfterMinutes } = { ...noBuffers, ...length };
  return (start: Milliseconds): boolean =>
    start - bufferBeforeMinutes * minute >= opens && start + (minutes + bufferAfterMinutes) * minute <= closes;
};

/** A start that need not lie on the grid nor within working hours; null when it would cross midnight, or is another day's. */
export const placeOffGrid = (
  { zone }: Schedule,
  date: CalendarDate,
  length: Length,
  start: Milliseconds,
): Place | null =>
  withBuffersIn(dayOf(date, zone), length)(start) ? { ...placeAt(start, length.minutes, zone), fit: 'fits' } : null;

/** Whether a visit that starts on this date would end after it, buffers included. */
export const crossesMidnight = (
  schedule: Schedule,
  date: CalendarDate,
  length: Length,
  start: Milliseconds,
): boolean => {
  const { opens, closes } = dayOf(date, schedule.zone);
  return opens <= start && start < closes && placeOffGrid(schedule, date, length, start) === null;
};

const placeAt = (start: Milliseconds, minutes: number, zone: Schedule['zone']) => {
  const end = start + minutes * minute;
  return { slot: { startsAt: instantOf(start), endsAt: instantOf(end), time: timeIn(zone, start) }, start, end };
};
