import type { CalendarDate, Instant, WallTime, Zone } from '../event.ts';

/** Instants travel through the slot arithmetic as milliseconds since 1970 in UTC. */
export type Milliseconds = number;

export const minute: Milliseconds = 60_000;
const day: Milliseconds = 24 * 60 * minute;

export const millisecondsOf = (instant: Instant): Milliseconds => {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError(`${instant} is no instant`);
  return at;
};

export const instantOf = (at: Milliseconds): Instant => new Date(at).toISOString();

export const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
};

export const isCalendarDate = (text: string): boolean => {
  const midnight = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(midnight) && instantOf(midnight).slice(0, 10) === text;
};

/** yyyy-mm-dd in the zone. */
export const dateIn = (zone: Zone, at: Milliseconds): CalendarDate => {
  // Asked again and again of the present: zones are set forward and back by whole minutes, at whole minutes.
  const minutes = Math.floor(at / minute);
  const known = latestDates.get(zone);
  if (known?.minutes === minutes) return known.date;
  const { year, month, day } = read(zone, at);
  const date = `${year}-${month}-${day}`;
  latestDates.set(zone, { minutes, date });
  return date;
};

const latestDates = new Map<Zone, { minutes: number; date: CalendarDate }>();

/** HH:mm in the zone. */
export const timeIn = (zone: Zone, at: Milliseconds): WallTime => {
  const { hour, minute } = read(zone, at);
  return `${hour}:${minute}`;
};

/** ISO weekday, 1 is Monday. */
export const weekdayOf = (date: CalendarDate): number => new Date(midnightUtc(date)).getUTCDay() || 7;

export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  instantOf(midnightUtc(date) + days * day).slice(0, 10);

const midnightUtc = (date: CalendarDate): Milliseconds => millisecondsOf(`${date}T00:00Z`);

type WallClock = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>;

const read = (zone: Zone, at: Milliseconds): WallClock =>
  Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  ) as WallClock;

/** One clock per zone, for making one costs more than all its answers; there are some six hundred zones. */
const clockOf = (zone: Zone): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known) return known;
  const twoDigits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', ...twoDigits, hourCycle: 'h23' });
  clocks.set(zone, clock);
  return clock;
};

const clocks = new Map<Zone, Intl.DateTimeFormat>();
