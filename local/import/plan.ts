import { slotsOf } from '@careconnect/domain/day/slots.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { edgeOf } from '@careconnect/domain/time/edge.ts';
import { addDays, instantOf, type Milliseconds, millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { doctorIdOf, scheduleOf, zone } from './network.ts';
import type { Request } from './rows.ts';

/** A request and the doctor, counted from 0, who is asked. */
export type Planned = Readonly<{ request: Request; doctor: number }>;
export type Plan = Readonly<{
  /** In the order in which they are asked. */
  requests: readonly Planned[];
  /** How many doctors each clinic has. */
  doctors: ReadonlyMap<string, number>;
}>;

/** What is settled already: whom a request was asked of, and the start it got. */
export type Settled = ReadonlyMap<string, Readonly<{ doctor: number; startsAt: Milliseconds | null }>>;

/**
 * Plays the whole file through before anything is asked: how many doctors each clinic needs on its busiest day, and who of
 * them has the earliest free time for each request. What is settled stays; the rest comes out as it would have without a
 * break in between, for whoever asked earlier is placed earlier.
 */
export const planOf = (requests: readonly Request[], settled: Settled = new Map()): Plan => {
  const inOrder = [...requests].sort((a, b) => a.requestedAt - b.requestedAt || a.line - b.line);
  const doctors = doctorsNeeded(inOrder);
  for (const { clinic, key } of inOrder) {
    const { doctor = 0 } = settled.get(key) ?? {};
    if (doctor >= (doctors.get(clinic) ?? 0)) doctors.set(clinic, doctor + 1);
  }
  const calendars = new Map<string, Calendar>();
  const calendarOf = ({ clinic, date }: Request): Calendar => {
    const name = `${date} ${clinic}`;
    const known = calendars.get(name) ?? createCalendar(date, doctors.get(clinic) ?? 1);
    calendars.set(name, known);
    return known;
  };
  for (const request of inOrder) {
    const { doctor, startsAt = null } = settled.get(request.key) ?? {};
    if (doctor !== undefined && startsAt !== null) calendarOf(request).hold(doctor, startsAt);
  }
  const planned = inOrder.map((request): Planned => {
    const known = settled.get(request.key);
    if (known && known.startsAt !== null) return { request, doctor: known.doctor };
    const place = calendarOf(request).place(request, known?.doctor);
    // Nobody has time: the first doctor is asked all the same, and says so.
    return { request, doctor: place ?? known?.doctor ?? 0 };
  });
  return { requests: planned, doctors };
};

/** As many as the busiest day of each clinic needs, so that no request is refused whose day could hold it. */
const doctorsNeeded = (inOrder: readonly Request[]): Map<string, number> => {
  const days = new Map<string, Request[]>();
  for (const request of inOrder) {
    const name = `${request.date} ${request.clinic}`;
    const day = days.get(name) ?? [];
    day.push(request);
    days.set(name, day);
  }
  const needed = new Map<string, number>();
  for (const requests of days.values()) {
    const { clinic = '', date = '' } = requests[0] ?? {};
    let count = needed.get(clinic) ?? 1;
    while (!fits(requests, date, count)) count += 1;
    needed.set(clinic, count);
  }
  return needed;
};

const fits = (requests: readonly Request[], date: CalendarDate, doctors: number): boolean => {
  const calendar = createCalendar(date, doctors);
  return requests.every((request) => !calendar.couldHold(request) || calendar.place(request) !== null);
};

type Calendar = {
  /** Whether the day, were it empty, had a time for it. */
  couldHold(request: Request): boolean;
  /** Takes the earliest free time after the request, of this doctor or of any; null when there is none. */
  place(request: Request, only?: number): number | null;
  hold(doctor: number, startsAt: Milliseconds): void;
};

const createCalendar = (date: CalendarDate, count: number): Calendar => {
  const starts = startsOn(date);
  const doctors = Array.from({ length: count }, () => new Set<Milliseconds>());
  const earliest = edgeOf(addDays(date, -longestLead), '00:00', zone, 'opens');
  const open = ({ requestedAt }: Request): boolean => requestedAt >= earliest;
  return {
    couldHold: (request) => open(request) && (starts.at(-1) ?? 0) >= request.requestedAt,
    place: (request, only) => {
      if (!open(request)) return null;
      for (const start of starts) {
        if (start < request.requestedAt) continue;
        const free = doctors.findIndex((taken, doctor) => (only ?? doctor) === doctor && !taken.has(start));
        if (free < 0) continue;
        doctors[free]?.add(start);
        return free;
      }
      return null;
    },
    hold: (doctor, startsAt) => void doctors[doctor]?.add(startsAt),
  };
};

const template = scheduleOf(doctorIdOf('', 0));
const longestLead = template.policy.maximumDaysAhead;

/** The same arithmetic that the decision uses, once per date: all doctors of the network keep the same hours. */
const startsOn = (date: CalendarDate): readonly Milliseconds[] => {
  const known = startsKnown.get(date);
  if (known) return known;
  const now = instantOf(0);
  const slots = slotsOf({ schedule: template, date, minutes: template.gridMinutes, held: [], now });
  const starts = slots.map(({ startsAt }) => millisecondsOf(startsAt));
  if (startsKnown.size >= 10_000) startsKnown.clear();
  startsKnown.set(date, starts);
  return starts;
};

const startsKnown = new Map<CalendarDate, readonly Milliseconds[]>();
