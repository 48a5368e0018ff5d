import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, Instant, WallTime, Zone } from '../event.ts';

/** Instants travel through the slot arithmetic as milliseconds since 1970 in UTC. */
export type Milliseconds = number;

export const minute: Milliseconds = 60_000;

export const millisecondsOf = (instant: Instant): Milliseconds => {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError(`${instant} is no instant`);
  return at;
};

export const instantOf = (at: Milliseconds): Instant => new Date(at).toISOString();

export const isZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
};

export const isCalendarDate = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};

/** yyyy-mm-dd in the zone. */
export const dateIn = (zone: Zone, at: Milliseconds): CalendarDate => zoned(zone, at).toPlainDate().toString();

/** HH:mm in the zone. */
export const timeIn = (zone: Zone, at: Milliseconds): WallTime =>
  zoned(zone, at).toPlainTime().toString({ smallestUnit: 'minute' });

/** ISO weekday, 1 is Monday. */
export const weekdayOf = (date: CalendarDate): number => Temporal.PlainDate.from(date).dayOfWeek;

export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/**
 * The instant at which a window of working hours opens or closes. "24:00" is the end of the day. A time that the clock
 * skips in spring means the moment of the skip; one that it shows twice in autumn opens at the first and closes at the
 * second, so a day of 23 or 25 hours has as many slots as it has time.
 */
export const edgeOf = (date: CalendarDate, time: WallTime, zone: Zone, edge: 'opens' | 'closes'): Milliseconds => {
  if (time === '24:00') return startOfDay(addDays(date, 1), zone);
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const skipped = !later.toPlainDateTime().equals(wall);
  if (skipped) return later.getTimeZoneTransition('previous')?.epochMilliseconds ?? later.epochMilliseconds;
  return (edge === 'opens' ? earlier : later).epochMilliseconds;
};

const startOfDay = (date: CalendarDate, zone: Zone): Milliseconds =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;

const zoned = (zone: Zone, at: Milliseconds): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
