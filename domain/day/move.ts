import type { VisitType } from '../doctor/events.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId, ClaimId, MoveId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { stillClaimed } from './book.ts';
import { beforeCutOff, isPatient } from './cancel.ts';
import { chooseSlot } from './choose.ts';
import { mayAct } from './concerning.ts';
import type { AppointmentStatus, By, DoctorDayEvent, When } from './events.ts';
import { overriding } from './override.ts';
import { movable, soonest } from './reschedule.ts';
import { type Appointment, asOf, type DoctorDay, visitOf, whenOf } from './state.ts';

/** First step, on the day it shall come to. */
export type MoveIn = Readonly<{
  is: 'MoveIn';
  moveId: MoveId;
  /** As the day that it shall leave knows it. */
  appointment: Appointment;
  schedule: Schedule;
  date: CalendarDate;
  /** What is booked now: another doctor has visit types of their own. */
  visitType: VisitType;
  startsAt: Instant;
  claimId: ClaimId | null;
  override: string | null;
  by: By;
  at: Instant;
}>;

/** Second step, on the day that it leaves: it decides whether the move takes place. */
export type MoveOut = Readonly<{
  is: 'MoveOut';
  moveId: MoveId;
  appointmentId: AppointmentId;
  /** How the appointment stood there when its new time was claimed. */
  arrival: MoveId | null;
  status: AppointmentStatus;
  to: When;
  by: By;
  at: Instant;
}>;

/** Instead of the second step, should that be refused: on the day it was to come to, and then on the other. */
export type UndoMove = Readonly<{
  is: 'UndoMove';
  moveId: MoveId;
  appointmentId: AppointmentId;
  by: By;
  at: Instant;
}>;
export type StayPut = Readonly<{
  is: 'StayPut';
  moveId: MoveId;
  appointmentId: AppointmentId;
  by: By;
  at: Instant;
}>;

/** Claims the new time. Quiet when it was claimed by the same move before, whatever became of it. */
export const moveIn = (command: MoveIn, day: DoctorDay): DoctorDayEvent[] => {
  const { moveId, appointment, date, visitType, at, by, claimId } = command;
  const schedule = asOf(day, command.schedule);
  const { appointmentId } = appointment.visit;
  if (day.undone.has(moveId)) throw overtaken();
  const known = day.appointments.get(appointmentId);
  if (known?.arrival?.moveId === moveId) return [];
  if (!mayAct(by, appointment, 'everybody concerned'))
    throw new Refusal('appointment-not-found', 'There is no such appointment on this day.', {});
  if (known && known.left === null)
    throw new Refusal('already-on-this-day', 'The appointment is on this day already.', { time: known.visit.time });
  movable(appointment);
  if (isPatient(by)) beforeCutOff(appointment, at);
  stillClaimed(claimId, day);
  const override = overriding(command);
  const wanted = { schedule, date, length: visitType, startsAt: command.startsAt, at };
  const slot = chooseSlot(day, { ...wanted, overridden: override.overridden });
  const { status, policy, expiresAt, payment, asked, arrival } = appointment;
  const { doctorId, zone } = schedule;
  return [
    {
      type: 'AppointmentMovedIn',
      data: {
        ...visitOf(appointment.visit),
        ...{ doctorId, zone, date, ...slot, claimId },
        moveId,
        from: whenOf(appointment.visit),
        fromArrival: arrival?.moveId ?? null,
        ...{ status, visitType, policy, expiresAt: soonest(expiresAt, slot.startsAt), payment, by, ...override, asked },
        movedAt: at,
      },
    },
  ];
};

/**
 * Lets the appointment go, if it stands as it stood when its new time was claimed. A refusal is for good: a status never
 * returns, nor does an arrival. So whoever is refused may undo the claim, and nothing late can be in between.
 */
export const moveOut = (command: MoveOut, day: DoctorDay): DoctorDayEvent[] => {
  const { moveId, appointmentId, to, by, at } = command;
  if (day.released.has(moveId)) return [];
  const appointment = day.appointments.get(appointmentId);
  if (!appointment || appointment.left !== null || !standsAs(command, appointment)) throw overtaken();
  return [{ type: 'AppointmentMovedOut', data: { ...appointment.visit, moveId, to, by, movedAt: at } }];
};

const standsAs = ({ arrival, status }: MoveOut, appointment: Appointment): boolean =>
  (appointment.arrival?.moveId ?? null) === arrival &&
  appointment.status === status &&
  appointment.checkedInAt === null;

const overtaken = (): Refusal<'move-overtaken'> =>
  new Refusal('move-overtaken', 'The appointment changed while it was being moved. Look at it again.', {});

/** Gives the claimed time back; quiet when there is nothing (left) to give back. */
export const undoMove = ({ moveId, appointmentId, by, at }: UndoMove, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = day.appointments.get(appointmentId);
  if (appointment?.arrival?.moveId !== moveId || appointment.left !== null) return [];
  return [{ type: 'AppointmentMoveUndone', data: { ...appointment.visit, moveId, by, undoneAt: at } }];
};

/** Says once how the appointment stands where it was, for whoever believed it gone. */
export const stayPut = ({ moveId, appointmentId, by, at }: StayPut, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = day.appointments.get(appointmentId);
  if (!appointment || appointment.left !== null || day.released.has(moveId) || day.stayed.has(moveId)) return [];
  const { visit, status, visitType, expiresAt } = appointment;
  return [{ type: 'AppointmentStayed', data: { ...visit, moveId, status, visitType, expiresAt, by, stayedAt: at } }];
};
