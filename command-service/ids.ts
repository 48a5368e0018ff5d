import type { CalendarDate } from '@careconnect/domain/event.ts';
import {
  type AbsenceId,
  type AppointmentId,
  appointmentId,
  type BlockId,
  blockId,
  type DoctorId,
  type FeedbackId,
  feedbackId,
  type MoveId,
  moveId,
  type PatientId,
} from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { v5 } from 'uuid';

/**
 * The key makes the id, within the place where it is used: asked again it is the same appointment, and the key of another
 * patient, doctor or day never meets it (ADR 5).
 */
export const appointmentIdFor = (
  doctor: DoctorId,
  date: CalendarDate,
  patient: PatientId,
  idempotencyKey: string,
): AppointmentId => appointmentId(v5(`${doctorDayStream(doctor, date)} ${patient}`, bytesOf(idempotencyKey)));

/** Booked once more, after an earlier booking of the same visit had expired: the next one follows from the last. */
export const appointmentIdAfter = (expired: AppointmentId): AppointmentId =>
  appointmentId(v5('booked again', bytesOf(expired)));

/** Of a message to the clinic. Anybody may send one: nobody names it, so nobody takes the name of another thing. */
export const feedbackIdFor = (idempotencyKey: string): FeedbackId =>
  feedbackId(v5('feedback', bytesOf(idempotencyKey)));

/** The same wish under the same key is the same move. */
export const moveIdFor = (
  from: string,
  to: string,
  appointment: AppointmentId,
  startsAt: string,
  idempotencyKey: string,
): MoveId => moveId(v5(`${from} ${to} ${appointment} ${startsAt}`, bytesOf(idempotencyKey)));

/** Of one day of an absence: planning it again, after whatever crash, blocks nothing twice. */
export const blockIdFor = (absence: AbsenceId, date: CalendarDate): BlockId => blockId(v5(date, bytesOf(absence)));

const accounts = bytesOf('6f6d2b0e-5c0a-4f57-9a55-0f3a1c9de7b4');

/** An id that follows from the keyed hash of an e-mail address. */
export const idFromHash = (emailHash: string): string => v5(emailHash, accounts);

/** Any 128 bits will do as a namespace, whatever version they claim to be. */
function bytesOf(uuid: string): Uint8Array {
  return Uint8Array.from(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
}
