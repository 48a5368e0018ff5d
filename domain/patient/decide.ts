import { assertNever } from '../assert-never.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { PatientId, UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import { dateIn, millisecondsOf } from '../time/wall.ts';
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

/** Where a day begins first: nobody anywhere was born later than today there. */
const earliestZone = 'Pacific/Kiritimati';

export const decidePatient = ({ is: _, at, ...wanted }: AddPatient, patient: Patient): PatientEvent[] => {
  const latest = dateIn(earliestZone, millisecondsOf(at));
  if (wanted.dateOfBirth > latest)
    throw new Refusal('born-in-the-future', 'The date of birth lies in the future.', { latest });
  if (patient.is === 'Unknown') return [{ type: 'PatientAdded', data: { ...wanted, addedAt: at } }];
  const { is: _is, addedAt: _at, ...known } = patient;
  if (sameContent(known, wanted)) return [];
  throw new Refusal('asked-differently', 'This id was used before for another patient.', {});
};

export const patientDecider = { initial: { is: 'Unknown' } as Patient, evolve: evolvePatient, decide: decidePatient };
