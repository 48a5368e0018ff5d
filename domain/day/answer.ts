import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { PaymentId } from '../ids.ts';
import { isSomething } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import { type Concerned, concerning, wrongStatus } from './concerning.ts';
import { deadline } from './deadline.ts';
import type { By, DoctorDayEvent, Visit } from './events.ts';
import type { Appointment, DoctorDay } from './state.ts';

export type AcceptAppointment = Concerned & Readonly<{ is: 'AcceptAppointment' }>;

export type RejectAppointment = Concerned & Readonly<{ is: 'RejectAppointment'; reason: string }>;

/** It is paid: in advance by this payment, or else at the clinic. */
export type ConfirmAppointment = Concerned & Readonly<{ is: 'ConfirmAppointment'; paymentId?: PaymentId }>;

/** Accepting twice is quiet. */
export const accept = (command: AcceptAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day, 'staff');
  switch (appointment.status) {
    case 'PENDING':
    case 'CONFIRMED':
    case 'COMPLETED':
      return [];
    case 'CANCELLED':
      throw wrongStatus(appointment.status, ['REQUESTED']);
    case 'REQUESTED':
      beforeStart(appointment, command.at);
      return acceptedBy(command.by, appointment, command.at);
    default:
      return assertNever(appointment.status);
  }
};

/** Accepted, and confirmed as well when nothing has to be paid first. */
export const acceptedBy = (
  by: By,
  { visit, visitType, policy }: Pick<Appointment, 'visit' | 'visitType' | 'policy'>,
  at: Instant,
): DoctorDayEvent[] => {
  const waits = policy.payment === 'in-advance' && isSomething(visitType.fee);
  if (!waits) return confirmedAtOnce(by, visit, at, null);
  const expiresAt = deadline(at, policy.unpaidExpiresAfterMinutes, visit.startsAt);
  return [{ type: 'AppointmentAccepted', data: { ...visit, by, acceptedAt: at, expiresAt, toPay: visitType.fee } }];
};

/** Nothing has to be paid (any more). */
export const confirmedAtOnce = (by: By, visit: Visit, at: Instant, paymentId: PaymentId | null): DoctorDayEvent[] => [
  { type: 'AppointmentAccepted', data: { ...visit, by, acceptedAt: at, expiresAt: null, toPay: null } },
  { type: 'AppointmentConfirmed', data: { ...visit, by: { policy: true }, paymentId, confirmedAt: at } },
];

/** Of a request that waits; rejecting what is cancelled already is quiet. */
export const reject = (command: RejectAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status } = concerning(command, day, 'staff');
  switch (status) {
    case 'CANCELLED':
      return [];
    case 'PENDING':
    case 'CONFIRMED':
    case 'COMPLETED':
      throw wrongStatus(status, ['REQUESTED']);
    case 'REQUESTED': {
      const { by, reason, at } = command;
      return [{ type: 'AppointmentRejected', data: { ...visit, by, reason, rejectedAt: at } }];
    }
    default:
      return assertNever(status);
  }
};

/** Confirming twice is quiet; but not by a payment for what is paid already, for that has to be given back. */
export const confirm = (command: ConfirmAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status, payment } = concerning(command, day, 'staff');
  const { paymentId = null, by, at } = command;
  if (paymentId && payment?.paid && payment.paymentId === paymentId) return [];
  switch (status) {
    case 'CONFIRMED':
    case 'COMPLETED':
      if (paymentId) throw wrongStatus(status, ['PENDING']);
      return [];
    case 'REQUESTED':
    case 'CANCELLED':
      throw wrongStatus(status, ['PENDING']);
    case 'PENDING':
      return [{ type: 'AppointmentConfirmed', data: { ...visit, by, paymentId, confirmedAt: at } }];
    default:
      return assertNever(status);
  }
};

const beforeStart = ({ visit: { startsAt } }: Appointment, at: Instant): void => {
  if (millisecondsOf(at) >= millisecondsOf(startsAt))
    throw new Refusal('in-the-past', 'This time has passed.', { startsAt, nearest: [] });
};
