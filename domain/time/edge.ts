import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, Instant, WallTime, Zone } from '../event.ts';
import { addDays, type Milliseconds } from './wall.ts';

/**
 * The instant at which a window of working hours opens or closes. "24:00" is the end of the day. A time that the clock
 * skips in spring means the moment of the skip; one that it shows twice in autumn opens at the first and closes at the
 * second, so a day of 23 or 25 hours has as many slots as it has time.
 */
export const edgeOf = (date: CalendarDate, time: WallTime, zone: Zone, edge: 'opens' | 'closes'): Milliseconds => {
  if (time === '24:00') return startOfDay(addDays(date, 1), zone);
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const skipped = !later.toPlainDateTime().equals(wall);
  if (skipped) return (earlier.getTimeZoneTransition('next') ?? later).epochMilliseconds;
  return (edge === 'opens' ? earlier : later).epochMilliseconds;
};

const startOfDay = (date: CalendarDate, zone: Zone): Milliseconds =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;

/** The instant on the clock of the zone; null where that clock shows the time twice, for then it may be read as either. */
export const onClock = (instant: Instant, zone: Zone): Temporal.ZonedDateTime | null => {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const wall = at.toPlainDateTime();
  const [one, other] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  return one && other && one.equals(other) ? at : null;
};
