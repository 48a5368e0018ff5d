import type { VisitType } from '../doctor/events.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId, ClaimId, PatientId, PaymentId, UserId, VisitTypeId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { acceptedBy, confirmedAtOnce } from './answer.ts';
import { chooseSlot } from './choose.ts';
import { deadline } from './deadline.ts';
import type { By, DoctorDayEvent, Visit } from './events.ts';
import { overriding } from './override.ts';
import type { Held } from './slots.ts';
import { asOf, type DoctorDay } from './state.ts';

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
  /** The claim on the patient's time that this booking rests on. */
  claimId: ClaimId | null;
  /** Why staff set the rules aside; null when they stand. */
  override: string | null;
  /** What has been paid for it already, when an earlier booking of it had expired: it waits for nothing. */
  paidBy?: PaymentId;
  /** Where the patient is elsewhere. */
  avoid?: readonly Held[];
}>;

/** Requested; and accepted and confirmed at once, as far as the policy has nothing to wait for. */
export const book = (command: BookVisit, day: DoctorDay): DoctorDayEvent[] => {
  if (askedBefore(command, day)) return [];
  const { date, at, by, claimId, avoid = [] } = command;
  const schedule = asOf(day, command.schedule);
  stillClaimed(claimId, day);
  const { policy } = schedule;
  const visitType = visitTypeOf(schedule, command.visitTypeId);
  const override = overriding(command);
  const wanted = { schedule, date, length: visitType, startsAt: command.startsAt, at, avoid };
  const { startsAt, endsAt, time } = chooseSlot(day, { ...wanted, overridden: override.overridden });
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
    claimId,
  };
  const { notes, asked, paidBy } = command;
  const waits = policy.acceptance === 'manual' && !paidBy;
  const expiresAt = waits ? deadline(at, policy.unansweredExpiresAfterMinutes, startsAt) : null;
  const request = { ...visit, visitType, policy, notes, by, requestedAt: at, expiresAt, ...override, asked };
  const requested = { type: 'AppointmentRequested', data: request } as const;
  if (paidBy) return [requested, ...confirmedAtOnce({ policy: true }, visit, at, paidBy)];
  return waits ? [requested] : [requested, ...acceptedBy({ policy: true }, { visit, visitType, policy }, at)];
};

const askedBefore = ({ appointmentId, asked }: BookVisit, day: DoctorDay): boolean => {
  const known = day.appointments.get(appointmentId);
  if (known && known.asked !== asked)
    throw new Refusal('asked-differently', 'The same key was used before for another booking.', {});
  return known !== undefined;
};

/** A claim that was given up while its booking was under way gives no right to the time any more. */
export const stillClaimed = (claim: ClaimId | null, day: DoctorDay): void => {
  if (claim !== null && day.forgone.has(claim))
    throw new Refusal('claim-given-up', 'This took too long and was given up. Ask again.', {});
};

export const visitTypeOf = (schedule: Schedule, wanted: VisitTypeId): VisitType => {
  const found = schedule.visitTypes.find(({ visitTypeId }) => visitTypeId === wanted);
  if (found) return found;
  throw new Refusal('no-such-visit-type', 'The doctor does not offer this visit type.', {
    offered: schedule.visitTypes.map(({ visitTypeId, name }) => ({ visitTypeId, name })),
  });
};
