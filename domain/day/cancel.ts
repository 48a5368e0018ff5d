import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import { type AppointmentId, accountOf, type UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import type { Role } from '../user/events.ts';
import { cutOffOf } from './cancellable.ts';
import type { DoctorDayEvent } from './events.ts';
import type { Appointment, DoctorDay } from './state.ts';

export type CancelAppointment = Readonly<{
  is: 'CancelAppointment';
  appointmentId: AppointmentId;
  reason: string;
  by: Readonly<{ userId: UserId; role: Role }>;
  at: Instant;
}>;

/** Cancelling twice is quiet. */
export const cancel = (command: CancelAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day);
  switch (appointment.status) {
    case 'CANCELLED':
      return [];
    case 'COMPLETED':
      throw new Refusal('not-cancellable', 'A completed visit cannot be cancelled.', {
        appointmentStatus: appointment.status,
      });
    case 'REQUESTED':
    case 'PENDING':
    case 'CONFIRMED': {
      if (command.by.role === 'PATIENT') beforeCutOff(appointment, command.at);
      const { reason, by, at } = command;
      return [{ type: 'AppointmentCancelled', data: { ...appointment.visit, by, reason, cancelledAt: at } }];
    }
    default:
      return assertNever(appointment.status);
  }
};

/** Somebody else's appointment answers exactly like a missing one. */
const concerning = ({ appointmentId, by }: CancelAppointment, day: DoctorDay): Appointment => {
  const appointment = day.appointments.get(appointmentId);
  if (appointment && mayCancel(by, appointment)) return appointment;
  throw new Refusal('appointment-not-found', 'There is no such appointment on this day.', {});
};

const mayCancel = ({ userId, role }: CancelAppointment['by'], { visit }: Appointment): boolean => {
  switch (role) {
    case 'ADMIN':
      return true;
    case 'DOCTOR':
      return accountOf(visit.doctorId) === userId;
    case 'PATIENT':
      return visit.userId === userId;
    case 'AUDITOR':
      return false;
    default:
      return assertNever(role);
  }
};

const beforeCutOff = ({ visit, policy }: Appointment, at: Instant): void => {
  const until = cutOffOf(visit.startsAt, policy);
  if (millisecondsOf(at) <= millisecondsOf(until)) return;
  throw new Refusal('cancellation-cut-off-passed', 'It is too late to cancel this visit online.', { until });
};
