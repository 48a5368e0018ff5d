import { assertNever } from '../assert-never.ts';
import type { BookingPolicy } from '../doctor/events.ts';
import type { Instant } from '../event.ts';
import { instantOf, type Milliseconds, millisecondsOf, minute } from '../time/wall.ts';
import type { Role } from '../user/events.ts';
import type { AppointmentStatus } from './events.ts';

/** Until when a patient may cancel online. */
export const cutOffOf = (startsAt: Instant, { cancellationCutOffMinutes }: BookingPolicy): Milliseconds =>
  millisecondsOf(startsAt) - cancellationCutOffMinutes * minute;

/** Of what was paid, should the patient withdraw now. */
export const refundPercentOf = ({ startsAt, policy }: Pick<Booked, 'startsAt' | 'policy'>, now: Instant): number =>
  millisecondsOf(now) <= cutOffOf(startsAt, policy)
    ? policy.refundBeforeCutOffPercent
    : policy.refundAfterCutOffPercent;

export type Cancellable = Readonly<{ allowed: boolean /** Null when nothing runs out. */; until: Instant | null }>;

export type Booked = Readonly<{ status: AppointmentStatus; startsAt: Instant; policy: BookingPolicy }>;

/** What a page offers to somebody who sees the appointment; the decision to cancel follows the same rules. */
export const cancellableBy = (role: Role, { status, startsAt, policy }: Booked, now: Instant): Cancellable => {
  if (!isCancellable(status)) return { allowed: false, until: null };
  switch (role) {
    case 'PATIENT': {
      const until = cutOffOf(startsAt, policy);
      return { allowed: millisecondsOf(now) <= until, until: instantOf(until) };
    }
    case 'DOCTOR':
    case 'ADMIN':
      return { allowed: true, until: null };
    case 'AUDITOR':
      return { allowed: false, until: null };
    default:
      return assertNever(role);
  }
};

const isCancellable = (status: AppointmentStatus): boolean => status !== 'CANCELLED' && status !== 'COMPLETED';
