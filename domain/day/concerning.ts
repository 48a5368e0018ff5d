import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import { type AppointmentId, accountOf, type MoveId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { AppointmentStatus, By } from './events.ts';
import type { Appointment, DoctorDay } from './state.ts';

/** Who may act: the patient's account for what is theirs, the doctor for their own day, admins, and the clinic's processes. */
export type Actors = 'everybody concerned' | 'staff';

/** What every command about an appointment on its day says. */
export type Concerned = Readonly<{
  appointmentId: AppointmentId;
  by: By;
  at: Instant;
  /** The move that brought it to this day, known to be finished. */
  settled?: MoveId | undefined;
}>;

/**
 * The appointment a command is about. One whose arrival may still be undone is not acted on, for what is decided would be
 * undone with it (docs/adr/0013).
 */
export const concerning = (command: Concerned, day: DoctorDay, actors: Actors): Appointment => {
  const appointment = present(command, day, actors);
  if (appointment.arrival && appointment.arrival.moveId !== command.settled)
    throw new Refusal('move-under-way', 'The appointment is being moved here. Ask again.', {});
  return appointment;
};

/** Somebody else's appointment answers exactly like a missing one; one that has left names where it went. */
export const present = (
  { appointmentId, by }: Pick<Concerned, 'appointmentId' | 'by'>,
  day: DoctorDay,
  actors: Actors,
): Appointment => {
  const appointment = day.appointments.get(appointmentId);
  if (!appointment || !mayAct(by, appointment, actors))
    throw new Refusal('appointment-not-found', 'There is no such appointment on this day.', {});
  if (appointment.left === null) return appointment;
  const { doctorId, date, time } = appointment.left;
  throw new Refusal('appointment-moved', 'The appointment is on another day now.', { to: { doctorId, date, time } });
};

export const mayAct = (by: By, { visit }: Pick<Appointment, 'visit'>, actors: Actors): boolean => {
  if ('policy' in by) return true;
  switch (by.role) {
    case 'ADMIN':
      return true;
    case 'DOCTOR':
      return accountOf(visit.doctorId) === by.userId;
    case 'PATIENT':
      return actors === 'everybody concerned' && visit.userId === by.userId;
    case 'AUDITOR':
      return false;
    default:
      return assertNever(by.role);
  }
};

/** What is not possible from where the appointment stands. */
export const wrongStatus = (status: AppointmentStatus, needed: readonly AppointmentStatus[]): Refusal<'wrong-status'> =>
  new Refusal('wrong-status', `This is not possible while the appointment is ${status.toLowerCase()}.`, {
    appointmentStatus: status,
    needed,
  });
