import type { CalendarDate } from './event.ts';
import type { BackupId, DoctorId, FeedbackId, LetterId, PatientId, PaymentId, SessionId, UserId } from './ids.ts';

/** The only author of stream names. A category is what stands before the first hyphen. */
export const categories = [
  'doctorDay',
  'doctor',
  'patient',
  'patientVisits',
  'user',
  'email',
  'session',
  'payment',
  'feedback',
  'backup',
  'letter',
] as const;
export type Category = (typeof categories)[number];

/** What every name of a stream looks like. */
export const streamNames = /^[A-Za-z]+-[0-9a-z_-]{1,100}$/;

/** One doctor, one date in the doctor's zone: the boundary within which bookings are decided. */
export const doctorDayStream = (doctor: DoctorId, date: CalendarDate): string => `doctorDay-${doctor}_${date}`;
/** Whose day it is, and which; null of any other stream. */
export const dayInStream = (streamName: string): { doctorId: DoctorId; date: CalendarDate } | null => {
  const [, doctorId, date] = /^doctorDay-([0-9a-f-]{36})_(\d{4}-\d\d-\d\d)$/.exec(streamName) ?? [];
  return doctorId && date ? { doctorId: doctorId as DoctorId, date } : null;
};
export const doctorStream = (doctor: DoctorId): string => `doctor-${doctor}`;
export const patientStream = (patient: PatientId): string => `patient-${patient}`;
/** The times that are kept free for one patient's visits, with whichever doctor. */
export const patientVisitsStream = (patient: PatientId): string => `patientVisits-${patient}`;
export const userStream = (user: UserId): string => `user-${user}`;
/** Named by the keyed hash of the address: unique without a table, unreadable without the key. */
export const emailStream = (keyedHash: string): string => `email-${keyedHash}`;
/** The hash in the name of such a stream. */
export const hashInEmailStream = (streamName: string): string => streamName.slice(emailStream('').length);
/** One sign-in and what became of it. */
export const sessionStream = (session: SessionId): string => `session-${session}`;
export const paymentStream = (payment: PaymentId): string => `payment-${payment}`;
/** What somebody wrote to the clinic, or how a visit was. */
export const feedbackStream = (feedback: FeedbackId): string => `feedback-${feedback}`;

export const backupStream = (backup: BackupId): string => `backup-${backup}`;
/** What was asked for one letter beyond what is due by itself. */
export const letterStream = (letter: LetterId): string => `letter-${letter}`;

/** What a subscription to these categories filters by. */
export const prefixesOf = (...wanted: Category[]): string[] => wanted.map((category) => `${category}-`);

export const categoryOf = (streamName: string): Category => {
  const category = streamName.slice(0, streamName.indexOf('-'));
  const known = categories.find((each) => each === category);
  if (!known) throw new Error(`no category is called ${category}`);
  return known;
};
