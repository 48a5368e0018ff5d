import type { CalendarDate, Event, Instant, Personal } from '../event.ts';
import type { PatientId, UserId } from '../ids.ts';

export const genders = ['MALE', 'FEMALE', 'OTHER'] as const;
export type Gender = (typeof genders)[number];

export type PatientDetails = Readonly<{
  firstName: Personal<string>;
  lastName: Personal<string>;
  dateOfBirth: Personal<CalendarDate>;
  gender: Personal<Gender>;
}>;

export type PatientAdded = Event<
  'PatientAdded',
  {
    patientId: PatientId;
    /** The account that looks after this patient. */
    userId: UserId;
  } & PatientDetails & { addedAt: Instant }
>;

/** All that is known about a patient as it is now, changed or not. */
export type PatientDetailsChanged = Event<
  'PatientDetailsChanged',
  { patientId: PatientId; userId: UserId } & PatientDetails & { changedAt: Instant }
>;

/** The account looks after this patient no more. Visits keep their history. */
export type PatientRemoved = Event<'PatientRemoved', { patientId: PatientId; userId: UserId; removedAt: Instant }>;

/** The person is forgotten: what is personal in their events opens no more. What happened stays, about nobody. */
export type PatientErased = Event<'PatientErased', { patientId: PatientId; userId: UserId; erasedAt: Instant }>;

export type PatientEvent = PatientAdded | PatientDetailsChanged | PatientRemoved | PatientErased;
