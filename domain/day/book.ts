import { assertNever } from '../assert-never.ts';
import type { VisitType } from '../doctor/events.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId, PatientId, UserId, VisitTypeId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { addDays, dateIn, instantOf, millisecondsOf, minute } from '../time/wall.ts';
import type { By, DoctorDayEvent, Visit } from './events.ts';
import { nearestFree, type Slot, slotsOf } from './slots.ts';
import { type DoctorDay, holdsItsSlot } from './state.ts';

export type BookVisit = Readonly<{
  is: 'BookVisit';
  appointmentId: AppointmentId;
  patient: Readonly<{ patientId: PatientId; userId: UserId }>;
  schedule: Schedule;
  date: CalendarDate;
  visitTypeId: VisitTypeId;
  /** A start on the doctor's grid, or the first free one of the day. */
  startsAt: Instant | 'earliest';
  notes: string | null;
  by: By;
  at: Instant;
  /** Digest of the request, to tell the same question from another one under the same id. */
  asked: string;
}>;

/** Books at once: requested, accepted and confirmed, for there is nothing to wait for. */
export const book = (command: BookVisit, day: DoctorDay): DoctorDayEvent[] => {
  if (askedBefore(command, day)) return [];
  const { schedule, date, at, by } = command;
  const visitType = visitTypeOf(schedule, command.visitTypeId);
  const held = [...day.appointments.values()].filter(holdsItsSlot).map(({ visit }) => visit);
  const slots = slotsOf({ schedule, date, minutes: visitType.minutes, held, now: at });
  const { startsAt, endsAt, time } =
    command.startsAt === 'earliest' ? earliestOf(slots, command) : bookable(slots, command.startsAt, command);
  const { appointmentId, patient } = command;
  const visit: Visit = {
    appointmentId,
    doctorId: schedule.doctorId,
    ...patient,
    date,
    time,
    zone: schedule.zone,
    startsAt,
    endsAt,
  };
  const { notes, asked } = command;
  return [
    {
      type: 'AppointmentRequested',
      data: { ...visit, visitType, policy: schedule.policy, notes, by, requestedAt: at, asked },
    },
    { type: 'AppointmentAccepted', data: { ...visit, by: { policy: true }, acceptedAt: at } },
    { type: 'AppointmentConfirmed', data: { ...visit, by: { policy: true }, confirmedAt: at } },
  ];
};

const askedBefore = ({ appointmentId, asked }: BookVisit, day: DoctorDay): boolean => {
  const known = day.appointments.get(appointmentId);
  if (known && known.asked !== asked)
    throw new Refusal('asked-differently', 'The same key was used before for another booking.', {});
  return known !== undefined;
};

const visitTypeOf = (schedule: Schedule, wanted: VisitTypeId): VisitType => {
  const found = schedule.visitTypes.find(({ visitTypeId }) => visitTypeId === wanted);
  if (found) return found;
  throw new Refusal('no-such-visit-type', 'The doctor does not offer this visit type.', {
    offered: schedule.visitTypes.map(({ visitTypeId, name }) => ({ visitTypeId, name })),
  });
};

const earliestOf = (slots: readonly Slot[], { date }: BookVisit): Slot => {
  const free = slots.find(({ state }) => state === 'free');
  if (free) return free;
  throw new Refusal('no-free-slot', 'No slot of this day is free.', { date, slots: slots.length });
};

const bookable = (slots: readonly Slot[], wanted: Instant, { schedule, date, at }: BookVisit): Slot => {
  const start = instantOf(millisecondsOf(wanted));
  const slot = slots.find(({ startsAt }) => startsAt === start);
  if (slot?.state === 'free') return slot;
  const nearest = nearestFree(slots, wanted);
  if (!slot) throw new Refusal('outside-working-hours', 'The doctor offers no visit at this time.', { date, nearest });
  const { policy, zone } = schedule;
  switch (slot.state) {
    case 'taken':
      throw new Refusal('slot-taken', 'Somebody else holds this time.', { startsAt: slot.startsAt, nearest });
    case 'past':
      throw new Refusal('in-the-past', 'This time has passed.', { startsAt: slot.startsAt, nearest });
    case 'tooSoon': {
      const earliest = instantOf(millisecondsOf(at) + policy.minimumNoticeMinutes * minute);
      throw new Refusal('too-soon', 'The doctor needs more notice.', { earliest, nearest });
    }
    case 'tooFar': {
      const latest = addDays(dateIn(zone, millisecondsOf(at)), policy.maximumDaysAhead);
      throw new Refusal('too-far-ahead', 'The doctor does not take bookings this far ahead.', { latest });
    }
    default:
      return assertNever(slot.state);
  }
};
