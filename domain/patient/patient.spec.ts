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

  const later = '2026-12-01T12:00:00.000Z';
  const { patientId, userId, ...details } = person;
  const married = { ...details, lastName: 'Souza' };
  const change = { is: 'ChangePatientDetails', by: clinic.asPatient(1), ...married, at: later } as const;
  const changed: PatientEvent = {
    type: 'PatientDetailsChanged',
    data: { patientId, userId, ...married, changedAt: later },
  };
  const remove = { is: 'RemovePatient', by: clinic.asPatient(1), at: later } as const;
  const removed: PatientEvent = { type: 'PatientRemoved', data: { patientId, userId, removedAt: later } };

  it('has details that whoever looks after them changes, and so may the clinic', () => {
    for (const by of [clinic.asPatient(1), clinic.asAdmin])
      given(added)
        .when({ ...change, by })
        .then(changed);
    given(added, changed)
      .when({ ...change, ...details })
      .then({ ...changed, data: { ...changed.data, ...details } });
  });

  it('may be added again as at first, quietly, whatever was changed since', () => {
    given(added, changed).when(add).thenNothing();
    given(added, changed)
      .when({ ...add, ...married })
      .refuses('asked-differently', {});
  });

  it('is not changed into somebody not yet born', () => {
    given(added)
      .when({ ...change, dateOfBirth: '2026-12-03' })
      .refuses('born-in-the-future', { latest: '2026-12-02' });
  });

  it('is removed once', () => {
    given(added, changed).when(remove).then(removed);
    given(added, removed).when(change).refuses('patient-not-found', {});
    given(added, removed).when(add).refuses('asked-differently', {});
  });

  const erase = { is: 'ErasePatient', userId, at: later } as const;
  const erased: PatientEvent = { type: 'PatientErased', data: { patientId, userId, erasedAt: later } };

  it('is erased with the account that looks after them, removed or not', () => {
    given(added).when(erase).then(erased);
    given(added, removed).when(erase).then(erased);
    given().when(erase).thenNothing();
    given(added)
      .when({ ...erase, userId: clinic.user(2) })
      .thenNothing();
    for (const command of [change, remove]) given(added, erased).when(command).refuses('patient-not-found', {});
    given(added, erased).when(add).refuses('asked-differently', {});
  });

  it('of somebody else answers like none', () => {
    for (const command of [
      { ...change, by: clinic.asPatient(2) },
      { ...remove, by: clinic.asPatient(2) },
    ]) {
      given(added).when(command).refuses('patient-not-found', {});
      given(added, removed).when(command).refuses('patient-not-found', {});
      given().when(command).refuses('patient-not-found', {});
    }
  });
});
