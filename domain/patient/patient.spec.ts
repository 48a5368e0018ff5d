import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type AddPatient, patientDecider } from './decide.ts';
import type { PatientEvent } from './events.ts';

const { given } = specifying(patientDecider);

const person = {
  patientId: clinic.patient(1),
  userId: clinic.user(1),
  firstName: 'Mia',
  lastName: 'Silva',
  dateOfBirth: '2019-05-04',
  gender: 'FEMALE',
} as const;
const at = '2026-11-20T12:00:00.000Z';
const add: AddPatient = { is: 'AddPatient', ...person, at };
const added: PatientEvent = { type: 'PatientAdded', data: { ...person, addedAt: at } };

describe('A patient', () => {
  it('is added to the account that looks after them', () => {
    given().when(add).then(added);
  });

  it('is added once: the same again is quiet', () => {
    given(added)
      .when({ ...add, at: '2027-01-01T00:00:00.000Z' })
      .thenNothing();
  });

  it('is not overwritten by another one, nor taken over by another account', () => {
    for (const other of [{ firstName: 'Leo' }, { gender: 'OTHER' }, { userId: clinic.user(2) }] as const)
      given(added)
        .when({ ...add, ...other })
        .refuses('asked-differently', {});
  });

  it('may be born today anywhere on earth, but not later', () => {
    const born = (dateOfBirth: string) => given().when({ ...add, dateOfBirth });
    born('2026-11-21').then({ ...added, data: { ...added.data, dateOfBirth: '2026-11-21' } });
    born('2026-11-22').refuses('born-in-the-future', { latest: '2026-11-21' });
  });
});
