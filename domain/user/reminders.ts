import type { Instant, Zone } from '../event.ts';
import { edgeOf } from '../time/edge.ts';
import { addDays, dateIn, instantOf, type Milliseconds, millisecondsOf, minute, timeIn } from '../time/wall.ts';
import type { LetterPreferences } from './letter-preferences.ts';

/** How long before the visit it was asked for, and when it is sent. */
export type Reminder = Readonly<{ minutes: number; at: Instant }>;

type Visit = Readonly<{ startsAt: Instant; zone: Zone }>;

/**
 * When somebody is reminded of a visit: never in the past, never in quiet hours (it comes before they begin), and once where two
 * fall together.
 */
export const remindersFor = (visit: Visit, preferences: LetterPreferences, now: Instant): readonly Reminder[] => {
  if (preferences.declined.includes('reminder')) return [];
  const reminders = preferences.reminders
    .map((minutes) => ({ minutes, at: instantOf(outsideQuietHours(before(visit, minutes), visit.zone, preferences)) }))
    .filter(({ at }) => at > now)
    .sort((a, b) => a.minutes - b.minutes);
  return reminders.filter(({ at }, k) => reminders.findIndex((other) => other.at === at) === k);
};

const aDay = 24 * 60;

/** Whole days are days of the clinic's calendar, at the wall time of the visit, however long the night between is. */
const before = ({ startsAt, zone }: Visit, minutes: number): Milliseconds => {
  const at = millisecondsOf(startsAt);
  if (minutes % aDay !== 0) return at - minutes * minute;
  return edgeOf(addDays(dateIn(zone, at), -minutes / aDay), timeIn(zone, at), zone, 'opens');
};

const outsideQuietHours = (at: Milliseconds, visitZone: Zone, preferences: LetterPreferences): Milliseconds => {
  const { quietHours, zone } = preferences;
  if (quietHours === null) return at;
  const clock = zone ?? visitZone;
  const { from, to } = quietHours;
  const [date, time] = [dateIn(clock, at), timeIn(clock, at)];
  const overnight = from > to;
  const isQuiet = overnight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return at;
  return edgeOf(overnight && time < to ? addDays(date, -1) : date, from, clock, 'opens');
};
