import type { CalendarDate, Instant, Money, WallTime, Zone } from '../event.ts';

/** Day before month and a clock of 24 hours: what is shown where nobody asked for another locale. */
const standard = 'en-GB';

/** A wall time as it was promised. With `startsAt`, an hour that the clock shows twice can be told apart. */
export type Moment = Readonly<{ date: CalendarDate; time: WallTime; zone: Zone; startsAt?: Instant }>;

/** "Tuesday, 24 November 2026, 09:30 (America/Sao_Paulo)". The one wording for letters, pages and files. */
export const formatMoment = ({ date, time, zone, startsAt }: Moment, locale = standard): string =>
  `${formatDate(date, locale)}, ${time} (${[zone, ...(startsAt ? offsetIfInDoubt(zone, startsAt) : [])].join(', ')})`;

/** "Tuesday, 24 November 2026" */
export const formatDate = (date: CalendarDate, locale = standard): string => {
  const noon = new Date(`${date}T12:00Z`);
  const parts = [{ weekday: 'long' }, { dateStyle: 'long' }] as const;
  return parts.map((part) => formatter(locale, { ...part, timeZone: 'UTC' }).format(noon)).join(', ');
};

/** "November 2026", the month of a date. */
export const formatMonth = (date: CalendarDate, locale = standard): string =>
  formatter(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T12:00Z`));

/** An instant on the clock of the zone, worded as any other moment. */
export const formatInstant = (instant: Instant, zone: Zone, locale = standard): string => {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const;
  const [date = '', time = ''] = formatter('sv-SE', options).format(new Date(instant)).split(' ');
  return formatMoment({ date, time, zone, startsAt: instant }, locale);
};

/** "R$120.00": exact, for the amount is never turned into a binary fraction. */
export const formatMoney = ({ amount, currency }: Money, locale = standard): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as `${number}`);

/** Around a change of the clock the offset is spelled out, for then the zone alone may mean two hours. */
const offsetIfInDoubt = (zone: Zone, startsAt: Instant): string[] => {
  const at = Date.parse(startsAt);
  const threeHours = 3 * 60 * 60_000;
  return offsetAt(zone, at - threeHours) === offsetAt(zone, at + threeHours) ? [] : [offsetAt(zone, at)];
};

/** "UTC-03:00" */
const offsetAt = (zone: Zone, at: number): string => {
  const parts = formatter('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offset === 'GMT' ? 'UTC+00:00' : offset.replace('GMT', 'UTC');
};

/** Making a formatter is dear, using it is cheap; there are only as many as locales times zones. */
const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= 1000) formatters.clear();
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
};

const formatters = new Map<string, Intl.DateTimeFormat>();
