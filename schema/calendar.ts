import type { Instant, Zone } from '@careconnect/domain/event.ts';
import { onClock } from '@careconnect/domain/time/edge.ts';
import ical, {
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';

/** A visit as a calendar knows it. */
export type CalendarVisit = Readonly<{
  appointmentId: string;
  /** When it last changed: of two versions a calendar keeps the later one. */
  changedAt: Instant;
  startsAt: Instant;
  endsAt: Instant;
  zone: Zone;
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  title: string;
  place: string;
  text: string;
  url: string;
}>;

type Person = Readonly<{ name: string; email: string }>;

/** Visits that somebody follows, as iCalendar (RFC 5545). */
export const calendarFile = (name: string, visits: readonly CalendarVisit[]): string =>
  fileOf(ICalCalendarMethod.PUBLISH, visits, (calendar) => calendar.name(name).ttl(anHour));

/** How often whoever follows it may ask, in seconds. */
const anHour = 60 * 60;

/** Puts a visit into the calendar of whoever is invited, moves it there, or takes it out again (RFC 5546). */
export const invitationFile = (visit: CalendarVisit, organizer: Person, attendee: Person): string =>
  fileOf(visit.status === 'CANCELLED' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST, [visit], (calendar) => {
    for (const event of calendar.events()) {
      event.organizer(organizer);
      event.createAttendee({ ...attendee, rsvp: false, status: ICalAttendeeStatus.ACCEPTED });
    }
  });

const fileOf = (
  method: ICalCalendarMethod,
  visits: readonly CalendarVisit[],
  finish: (calendar: ICalCalendar) => void,
): string => {
  const calendar = ical({ method, prodId: { company: 'CareConnect', product: 'Appointments' } });
  calendar.timezone({ name: null, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null });
  for (const visit of visits) calendar.createEvent(eventOf(visit));
  finish(calendar);
  return calendar.toString();
};

const eventOf = (visit: CalendarVisit): ICalEventData => {
  const { appointmentId, changedAt, startsAt, endsAt, zone, status, title, place, text, url } = visit;
  const [start, end] = [onClock(startsAt, zone), onClock(endsAt, zone)];
  // On the clock of the clinic, so that it stays there should the zone change its rules; in UTC where that clock is unclear.
  const when = start && end ? { start, end, timezone: zone } : { start: new Date(startsAt), end: new Date(endsAt) };
  return {
    id: `${appointmentId}@careconnect`,
    sequence: sequenceAt(changedAt),
    stamp: new Date(changedAt),
    ...when,
    summary: title,
    location: place,
    description: text,
    url,
    status: ICalEventStatus[status],
  };
};

/** Rises with every change, by the second, for as long as a signed number of 32 bits lasts: into the year 2088. */
const sequenceAt = (changedAt: Instant): number => Math.floor((Date.parse(changedAt) - Date.UTC(2020, 0, 1)) / 1000);
