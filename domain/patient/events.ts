import type { CalendarDate, Event, Instant, Personal } from '../event.ts';
import type { PatientId, UserId } from '../ids.ts';

export const genders = ['MALE', 'FEMALE', 'OTHER'] as const;
export type Gender = (typeof genders)[number];

export type PatientAdded = Event<
  'PatientAdded',
  {
    patientId: PatientId;
    /** The account that looks after this patient. */
    userId: UserId;
    firstName: Personal<string>;
    lastName: Personal<string>;
    dateOfBirth: Personal<CalendarDate>;
    gender: Personal<Gender>;
    addedAt: Instant;
  }
>;

export type PatientEvent = PatientAdded;
