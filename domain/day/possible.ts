import { assertNever } from '../assert-never.ts';
import type { CalendarDate, Instant, Zone } from '../event.ts';
import { dateIn, millisecondsOf } from '../time/wall.ts';
import type { Role } from '../user/events.ts';
import { type Booked, cancellableBy } from './cancellable.ts';

// biome-ignore format: one line
export const actions = ['accept', 'reject', 'confirm', 'checkIn', 'complete', 'noteNoShow', 'changeTime', 'cancel'] as const;
/** What can be done with an appointment; each is a command of its day. */
export type Action = (typeof actions)[number];

export type Standing = Booked & Readonly<{ date: CalendarDate; zone: Zone; checkedInAt: Instant | null }>;

/** What a page offers to somebody who sees the appointment; the decisions follow the same rules. */
export const possibleFor = (role: Role, appointment: Standing, now: Instant): Action[] => {
  const changes = changesFor(role, appointment, now);
  switch (role) {
    case 'PATIENT':
      return changes;
    case 'DOCTOR':
    case 'ADMIN':
      return [...answers(appointment, now), ...changes];
    case 'AUDITOR':
      return [];
    default:
      return assertNever(role);
  }
};

/** Whoever has come stays. */
const changesFor = (role: Role, appointment: Standing, now: Instant): Action[] => {
  if (!cancellableBy(role, appointment, now).allowed) return [];
  return appointment.checkedInAt === null ? ['changeTime', 'cancel'] : ['cancel'];
};

const answers = ({ status, startsAt, date, zone, checkedInAt }: Standing, now: Instant): Action[] => {
  const begun = millisecondsOf(now) >= millisecondsOf(startsAt);
  switch (status) {
    case 'REQUESTED':
      return begun ? ['reject'] : ['accept', 'reject'];
    case 'PENDING':
      return ['confirm'];
    case 'CONFIRMED':
      if (checkedInAt !== null) return ['complete'];
      if (begun) return ['checkIn', 'complete', 'noteNoShow'];
      return dateIn(zone, millisecondsOf(now)) >= date ? ['checkIn'] : [];
    case 'COMPLETED':
    case 'CANCELLED':
      return [];
    default:
      return assertNever(status);
  }
};
