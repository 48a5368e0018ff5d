import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId, ClaimId, DoctorId, PatientId } from '../ids.ts';
import type { By, DoctorDayEvent } from './events.ts';
import type { DoctorDay } from './state.ts';

/** Whoever made a claim on the patient's time has not come back for it (docs/adr/0012). */
export type ForgoClaim = Readonly<{
  is: 'ForgoClaim';
  claimId: ClaimId;
  appointmentId: AppointmentId;
  patientId: PatientId;
  doctorId: DoctorId;
  date: CalendarDate;
  by: By;
  at: Instant;
}>;

/** Quiet when the day knows already, and when an appointment rests on the claim: then it is not given up. */
export const forgoClaim = (command: ForgoClaim, day: DoctorDay): DoctorDayEvent[] => {
  const { claimId, appointmentId, patientId, doctorId, date, by, at } = command;
  if (day.forgone.has(claimId) || restsOn(day, claimId, appointmentId)) return [];
  return [{ type: 'ClaimForgone', data: { claimId, appointmentId, patientId, doctorId, date, by, forgoneAt: at } }];
};

/** Whether a visit that takes place here keeps the patient's time by this claim. */
export const restsOn = (day: DoctorDay, claimId: ClaimId, appointmentId: AppointmentId): boolean => {
  const appointment = day.appointments.get(appointmentId);
  return (
    appointment !== undefined &&
    appointment.visit.claimId === claimId &&
    appointment.left === null &&
    appointment.status !== 'CANCELLED' &&
    appointment.status !== 'COMPLETED'
  );
};
