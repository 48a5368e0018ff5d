import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import { Refusal } from '../refusal.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, type Milliseconds, millisecondsOf } from '../time/wall.ts';
import { paymentFor, refundFor } from './cancel.ts';
import { type Concerned, concerning, wrongStatus } from './concerning.ts';
import type { AppointmentStatus, DoctorDayEvent } from './events.ts';
import type { DoctorDay } from './state.ts';

export type CheckInPatient = Concerned & Readonly<{ is: 'CheckInPatient' }>;
export type CompleteAppointment = Concerned & Readonly<{ is: 'CompleteAppointment'; doctorNotes: string | null }>;
export type NoteNoShow = Concerned & Readonly<{ is: 'NoteNoShow' }>;

/** The patient is here: on the day of the visit, seen by staff. */
export const checkIn = (command: CheckInPatient, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status, checkedInAt } = concerning(command, day, 'staff');
  if (checkedInAt !== null) return [];
  confirmed(status);
  notBefore(edgeOf(visit.date, '00:00', visit.zone, 'opens'), command.at);
  return [{ type: 'PatientCheckedIn', data: { ...visit, by: command.by, checkedInAt: command.at } }];
};

/** Completing twice is quiet, and keeps the first notes. */
export const complete = (command: CompleteAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status, checkedInAt } = concerning(command, day, 'staff');
  if (status === 'COMPLETED') return [];
  confirmed(status);
  // Whoever has checked in may be seen early.
  if (checkedInAt === null) notBefore(millisecondsOf(visit.startsAt), command.at);
  const { by, doctorNotes, at } = command;
  return [{ type: 'AppointmentCompleted', data: { ...visit, by, doctorNotes, completedAt: at } }];
};

/** Noting it twice is quiet. What was paid comes back as after the cut-off. */
export const noteNoShow = (command: NoteNoShow, day: DoctorDay): DoctorDayEvent[] => {
  const appointment = concerning(command, day, 'staff');
  const { visit, status, checkedInAt, ended } = appointment;
  if (ended === 'did-not-show') return [];
  confirmed(status);
  if (checkedInAt !== null) throw new Refusal('already-checked-in', 'The patient has checked in.', { checkedInAt });
  notBefore(millisecondsOf(visit.startsAt), command.at);
  const { by, at } = command;
  const refundPercent = refundFor(appointment, at);
  return [
    {
      type: 'PatientDidNotShow',
      data: { ...visit, by, refundPercent, paymentId: paymentFor(appointment), notedAt: at },
    },
  ];
};

const confirmed = (status: AppointmentStatus): void => {
  switch (status) {
    case 'CONFIRMED':
      return;
    case 'REQUESTED':
    case 'PENDING':
    case 'COMPLETED':
    case 'CANCELLED':
      throw wrongStatus(status, ['CONFIRMED']);
    default:
      assertNever(status);
  }
};

const notBefore = (from: Milliseconds, at: Instant): void => {
  if (millisecondsOf(at) < from) throw new Refusal('not-yet', 'It is too early for this.', { from: instantOf(from) });
};
