import { assertNever } from '../assert-never.ts';
import type { Instant, Money } from '../event.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import { type Concerned, concerning, wrongStatus } from './concerning.ts';
import { deadline } from './deadline.ts';
import type { By, DoctorDayEvent } from './events.ts';
import type { Appointment, DoctorDay } from './state.ts';

export type AcceptAppointment = Concerned & Readonly<{ is: 'AcceptAppointment' }>;

export type RejectAppointment = Concerned & Readonly<{ is: 'RejectAppointment'; reason: string }>;

/** It is paid, at the clinic or in advance. */
export type ConfirmAppointment = Concerned & Readonly<{ is: 'ConfirmAppointment' }>;

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
  const expiresAt = waits ? deadline(at, policy.unpaidExpiresAfterMinutes, visit.startsAt) : null;
  const accepted = { type: 'AppointmentAccepted', data: { ...visit, by, acceptedAt: at, expiresAt } } as const;
  if (waits) return [accepted];
  return [accepted, { type: 'AppointmentConfirmed', data: { ...visit, by: { policy: true }, confirmedAt: at } }];
};

const isSomething = ({ amount }: Money): boolean => /[1-9]/.test(amount);

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

/** Confirming twice is quiet. */
export const confirm = (command: ConfirmAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day, 'staff');
  const { visit, status } = appointment;
  switch (status) {
    case 'CONFIRMED':
    case 'COMPLETED':
      return [];
    case 'REQUESTED':
    case 'CANCELLED':
      throw wrongStatus(status, ['PENDING']);
    case 'PENDING': {
      const { by, at } = command;
      return [{ type: 'AppointmentConfirmed', data: { ...visit, by, confirmedAt: at } }];
    }
    default:
      return assertNever(status);
  }
};

const beforeStart = ({ visit: { startsAt } }: Appointment, at: Instant): void => {
  if (millisecondsOf(at) >= millisecondsOf(startsAt))
    throw new Refusal('in-the-past', 'This time has passed.', { startsAt, nearest: [] });
};
