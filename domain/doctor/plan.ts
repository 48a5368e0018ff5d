import type { CalendarDate, Instant, Zone } from '../event.ts';
import type { DoctorId } from '../ids.ts';
import { edgeOf } from '../time/edge.ts';
import { dateIn, millisecondsOf } from '../time/wall.ts';
import type { BookingPolicy, VisitType, Window } from './events.ts';
import { defaultSchedule, type Schedule } from './schedule.ts';

/** Valid from this date until the next of its kind; null is from the beginning. */
type From = Readonly<{ from: CalendarDate | null }>;
export type Hours = From & Readonly<{ windows: readonly Window[] }>;
export type ZoneFrom = From & Readonly<{ zone: Zone }>;

/** All that a doctor has set, for whatever day. What of it is valid on one date is that day's schedule. */
export type Plan = Readonly<{
  doctorId: DoctorId;
  /** By the date from which each is valid. */
  zones: readonly ZoneFrom[];
  hours: readonly Hours[];
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  policy: BookingPolicy;
  /** Whose public holidays the doctor observes, as ISO 3166 names the country; null observes none. */
  country: string | null;
  /** Public holidays on which the doctor works all the same. */
  worksOn: readonly CalendarDate[];
}>;

/** The public holiday of a country on a date, by its name; null on any other day. */
export type HolidayOn = (country: string, date: CalendarDate) => string | null;

/** What a doctor begins with, until each part is set. */
export const firstPlan = (doctorId: DoctorId, zone: Zone): Plan => {
  const { windows, gridMinutes, visitTypes, policy } = defaultSchedule(doctorId, zone);
  const [zones, hours] = [[{ from: null, zone }], [{ from: null, windows }]];
  return { doctorId, zones, hours, gridMinutes, visitTypes, policy, country: null, worksOn: [] };
};

/** What decides which slots the doctor offers on this date; a day on which something lies keeps its zone (docs/adr/0020). */
export const scheduleOn = (
  plan: Plan,
  date: CalendarDate,
  holidayOn: HolidayOn,
  kept: Zone | null = null,
): Schedule => {
  const { doctorId, gridMinutes, visitTypes, policy } = plan;
  const holiday = observedOn(plan, date, holidayOn);
  return {
    ...{ doctorId, zone: kept ?? zoneOn(plan, date), windows: hoursOn(plan, date), gridMinutes, visitTypes, policy },
    ...(holiday === null ? {} : { holidays: { [date]: holiday } }),
  };
};

const observedOn = ({ country, worksOn }: Plan, date: CalendarDate, holidayOn: HolidayOn): string | null =>
  country === null || worksOn.includes(date) ? null : holidayOn(country, date);

export const hoursOn = ({ hours }: Plan, date: CalendarDate): readonly Window[] => validOn(hours, date)?.windows ?? [];

export const zoneOn = ({ zones }: Plan, date: CalendarDate): Zone => {
  const valid = validOn(zones, date);
  if (!valid) throw new Error('a doctor has a time zone from the beginning');
  return valid.zone;
};

/** Where the doctor's clock hangs now: a new zone begins with the first minute of its first day there. */
export const zoneAt = (plan: Plan, at: Instant): Zone => {
  const begun = ({ from, zone }: ZoneFrom) =>
    from === null || edgeOf(from, '00:00', zone, 'opens') <= millisecondsOf(at);
  return plan.zones.findLast(begun)?.zone ?? zoneOn(plan, '0001-01-01');
};

export const todayOf = (plan: Plan, at: Instant): CalendarDate => dateIn(zoneAt(plan, at), millisecondsOf(at));

const validOn = <Entry extends From>(entries: readonly Entry[], date: CalendarDate): Entry | undefined =>
  entries.findLast(({ from }) => from === null || from <= date);

/** What is set from a date on takes the place of what was set from that very date; from the beginning, of everything. */
export const withEntry = <Entry extends From>(entries: readonly Entry[], entry: Entry): readonly Entry[] =>
  entry.from === null
    ? [entry]
    : [...withoutEntry(entries, entry.from), entry].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));

export const withoutEntry = <Entry extends From>(entries: readonly Entry[], from: CalendarDate): readonly Entry[] =>
  entries.filter((each) => each.from !== from);

/** In days from today. */
export const furthestPlanned = 730;
