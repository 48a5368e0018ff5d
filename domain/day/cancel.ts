import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { PaymentId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { instantOf, millisecondsOf } from '../time/wall.ts';
import { cutOffOf, refundPercentOf } from './cancellable.ts';
import { type Concerned, concerning } from './concerning.ts';
import type { By, DoctorDayEvent } from './events.ts';
import type { Appointment, DoctorDay } from './state.ts';

export type CancelAppointment = Concerned &
  Readonly<{
    is: 'CancelAppointment';
    reason: string;
    /** Staff pass on what the patient wants: the patient's refund applies, the patient's cut-off does not stop it. */
    forPatient?: boolean;
  }>;

/** Cancelling twice is quiet. */
export const cancel = (command: CancelAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day, 'everybody concerned');
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
      const { reason, by, at } = command;
      if (isPatient(by)) beforeCutOff(appointment, at);
      const patientWithdraws = isPatient(by) || command.forPatient === true;
      const refundPercent = patientWithdraws ? refundFor(appointment, at) : 100;
      return [
        {
          type: 'AppointmentCancelled',
          data: {
            ...appointment.visit,
            by,
            reason,
            refundPercent,
            paymentId: paymentFor(appointment),
            cancelledAt: at,
          },
        },
      ];
    }
    default:
      return assertNever(appointment.status);
  }
};

/** What was asked for it in advance. */
export const paymentFor = ({ payment }: Appointment): PaymentId | null => payment?.paymentId ?? null;

export const isPatient = (by: By): boolean => 'role' in by && by.role === 'PATIENT';

/** Of what was paid, should the patient withdraw at this time. */
export const refundFor = ({ visit, policy }: Appointment, at: Instant): number =>
  refundPercentOf({ startsAt: visit.startsAt, policy }, at);

/** What a patient can no longer do alone. */
export const beforeCutOff = ({ visit, policy }: Appointment, at: Instant): void => {
  const until = cutOffOf(visit.startsAt, policy);
  if (millisecondsOf(at) <= until) return;
  const data = { until: instantOf(until) };
  throw new Refusal('cancellation-cut-off-passed', 'It is too late to change this visit online.', data);
};
