import { assertNever } from '../assert-never.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { PatientId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import { dateIn, millisecondsOf } from '../time/wall.ts';
import type { Role } from '../user/events.ts';
import type { Gender, PatientAdded, PatientDetails, PatientEvent } from './events.ts';

export type Patient =
  | { is: 'Unknown' }
  | {
      is: 'Added';
      patientId: PatientId;
      userId: UserId;
      details: PatientDetails;
      /** What was asked for first, so that asking again is quiet whatever has changed since. */
      addedAs: PatientAdded['data'];
    }
  /** Nobody looks after them here any more; what happened with them stays. */
  | { is: 'Removed'; patientId: PatientId; userId: UserId }
  | { is: 'Erased'; patientId: PatientId; userId: UserId };

type Details = Readonly<{ firstName: string; lastName: string; dateOfBirth: CalendarDate; gender: Gender }>;

export type AddPatient = Readonly<{ is: 'AddPatient'; patientId: PatientId; userId: UserId; at: Instant }> & Details;

export type Caretaker = Readonly<{ userId: UserId; role: Role }>;

export type ChangePatientDetails = Readonly<{ is: 'ChangePatientDetails'; by: Caretaker; at: Instant }> & Details;
export type RemovePatient = Readonly<{ is: 'RemovePatient'; by: Caretaker; at: Instant }>;

/** With the account that looks after them: whoever may erase that may do this. */
export type ErasePatient = Readonly<{ is: 'ErasePatient'; userId: UserId; at: Instant }>;

export type PatientCommand = AddPatient | ChangePatientDetails | RemovePatient | ErasePatient;

export const evolvePatient = (patient: Patient, event: PatientEvent): Patient => {
  switch (event.type) {
    case 'PatientAdded': {
      const { patientId, userId, addedAt: _, ...details } = event.data;
      return { is: 'Added', patientId, userId, details, addedAs: event.data };
    }
    case 'PatientDetailsChanged': {
      const { patientId: _id, userId: _user, changedAt: _at, ...details } = event.data;
      return patient.is === 'Added' ? { ...patient, details } : patient;
    }
    case 'PatientRemoved': {
      const { patientId, userId } = event.data;
      return { is: 'Removed', patientId, userId };
    }
    case 'PatientErased': {
      const { patientId, userId } = event.data;
      return { is: 'Erased', patientId, userId };
    }
    default:
      return assertNever(event);
  }
};

export const decidePatient = (command: PatientCommand, patient: Patient): PatientEvent[] => {
  switch (command.is) {
    case 'AddPatient':
      return add(command, patient);
    case 'ChangePatientDetails':
      return change(command, patient);
    case 'RemovePatient':
      return remove(command, patient);
    case 'ErasePatient':
      return erase(command, patient);
    default:
      return assertNever(command);
  }
};

const add = ({ is: _, at, ...wanted }: AddPatient, patient: Patient): PatientEvent[] => {
  alreadyBorn(wanted.dateOfBirth, at);
  if (patient.is === 'Unknown') return [{ type: 'PatientAdded', data: { ...wanted, addedAt: at } }];
  if (patient.is === 'Added') {
    const { addedAt: _at, ...known } = patient.addedAs;
    if (sameContent(known, wanted)) return [];
  }
  throw new Refusal('asked-differently', 'This id was used before for another patient.', {});
};

const change = ({ is: _, by, at, ...details }: ChangePatientDetails, patient: Patient): PatientEvent[] => {
  const { patientId, userId, details: known } = inCareOf(by, patient);
  alreadyBorn(details.dateOfBirth, at);
  if (sameContent(known, details)) return [];
  return [{ type: 'PatientDetailsChanged', data: { patientId, userId, ...details, changedAt: at } }];
};

/** Appointments stay as they were made: they are history, or somebody cancels them. No new ones can be made. */
const remove = ({ by, at }: RemovePatient, patient: Patient): PatientEvent[] => {
  if (patient.is === 'Removed' && caresFor(by, patient)) return [];
  const { patientId, userId } = inCareOf(by, patient);
  return [{ type: 'PatientRemoved', data: { patientId, userId, removedAt: at } }];
};

/** Quiet about somebody who is nobody here, such as one who was about to be added. */
const erase = ({ userId, at }: ErasePatient, patient: Patient): PatientEvent[] => {
  if (patient.is === 'Unknown' || patient.is === 'Erased' || patient.userId !== userId) return [];
  return [{ type: 'PatientErased', data: { patientId: patient.patientId, userId, erasedAt: at } }];
};

const caresFor = ({ userId, role }: Caretaker, patient: { userId: UserId }): boolean =>
  role === 'ADMIN' || patient.userId === userId;

/** Somebody else's patient answers exactly like a missing one. */
const inCareOf = (by: Caretaker, patient: Patient): Patient & { is: 'Added' } => {
  if (patient.is === 'Added' && caresFor(by, patient)) return patient;
  throw new Refusal('patient-not-found', 'There is no such patient.', {});
};

/** Where a day begins first: nobody anywhere was born later than today there. */
const earliestZone = 'Pacific/Kiritimati';

const alreadyBorn = (dateOfBirth: CalendarDate, at: Instant): void => {
  const latest = dateIn(earliestZone, millisecondsOf(at));
  if (dateOfBirth > latest)
    throw new Refusal('born-in-the-future', 'The date of birth lies in the future.', { latest });
};

export const patientDecider = { initial: { is: 'Unknown' } as Patient, evolve: evolvePatient, decide: decidePatient };
