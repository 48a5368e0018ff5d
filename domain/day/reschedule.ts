import type { Schedule } from '../doctor/schedule.ts';
import type { Instant } from '../event.ts';
import type { ClaimId } from '../ids.ts';
import { instantOf, millisecondsOf } from '../time/wall.ts';
import { stillClaimed } from './book.ts';
import { beforeCutOff, isPatient } from './cancel.ts';
import { chooseSlot } from './choose.ts';
import { type Concerned, concerning, wrongStatus } from './concerning.ts';
import type { DoctorDayEvent } from './events.ts';
import { overriding } from './override.ts';
import { type Appointment, asOf, type DoctorDay, visitOf } from './state.ts';

export type RescheduleAppointment = Concerned &
  Readonly<{
    is: 'RescheduleAppointment';
    schedule: Schedule;
    startsAt: Instant;
    claimId: ClaimId | null;
    override: string | null;
  }>;

/** Another time on the same day, by the rules of today; the appointment keeps its own policy and status. */
export const reschedule = (command: RescheduleAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day, 'everybody concerned');
  const { visit, status, visitType, expiresAt } = appointment;
  const { at, by, claimId, appointmentId } = command;
  const schedule = asOf(day, command.schedule);
  movable(appointment);
  const startsAt = instantOf(millisecondsOf(command.startsAt));
  if (startsAt === visit.startsAt) return [];
  if (isPatient(by)) beforeCutOff(appointment, at);
  stillClaimed(claimId, day);
  const override = overriding(command);
  const { overridden } = override;
  const { date } = visit;
  const slot = chooseSlot(day, { schedule, date, length: visitType, startsAt, at, overridden, moving: appointmentId });
  const from = { time: visit.time, startsAt: visit.startsAt, endsAt: visit.endsAt, claimId: visit.claimId };
  const moved = { ...visitOf(visit), ...slot, claimId };
  const until = soonest(expiresAt, slot.startsAt);
  const told = { from, status, expiresAt: until, by, ...override, rescheduledAt: at };
  return [{ type: 'AppointmentRescheduled', data: { ...moved, ...told } }];
};

/** What is over, or has begun, stays where it is. */
export const movable = ({ status, checkedInAt }: Pick<Appointment, 'status' | 'checkedInAt'>): void => {
  if (status === 'COMPLETED' || status === 'CANCELLED' || checkedInAt !== null)
    throw wrongStatus(status, ['REQUESTED', 'PENDING', 'CONFIRMED']);
};

/** Nothing waits longer than until the visit starts. */
export const soonest = (expiresAt: Instant | null, startsAt: Instant): Instant | null =>
  expiresAt !== null && startsAt < expiresAt ? startsAt : expiresAt;
