import { assertNever } from '../assert-never.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { PatientId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import type { Gender, PatientAdded, PatientEvent } from './events.ts';

export type Patient = { is: 'Unknown' } | ({ is: 'Added' } & PatientAdded['data']);

export type AddPatient = Readonly<{
  is: 'AddPatient';
  patientId: PatientId;
  userId: UserId;
  firstName: string;
  lastName: string;
  dateOfBirth: CalendarDate;
  gender: Gender;
  at: Instant;
}>;

export const evolvePatient = (_patient: Patient, event: PatientEvent): Patient => {
  switch (event.type) {
    case 'PatientAdded':
      return { is: 'Added', ...event.data };
    default:
      return assertNever(event.type);
  }
};

export const decidePatient = ({ is: _, at, ...wanted }: AddPatient, patient: Patient): PatientEvent[] => {
  if (wanted.dateOfBirth > at.slice(0, 10))
    throw new Refusal('born-in-the-future', 'The date of birth lies in the future.', { latest: at.slice(0, 10) });
  if (patient.is === 'Unknown') return [{ type: 'PatientAdded', data: { ...wanted, addedAt: at } }];
  const { is: _is, addedAt: _at, ...known } = patient;
  if (sameContent(known, wanted)) return [];
  throw new Refusal('asked-differently', 'This id was used before for another patient.', {});
};

export const patientDecider = { initial: { is: 'Unknown' } as Patient, evolve: evolvePatient, decide: decidePatient };
