import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Person, type Service, startService } from '../spec/service.ts';

describe('Patients over HTTP', () => {
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const add = (patientId: string, body: object = clinic.mia, as = service.person('PATIENT')) =>
    service.ask('PUT', `/patients/${patientId}`, { as, body });

  it('belong to whoever adds them, quietly when asked again', async () => {
    const [patientId, as] = [randomUUID(), service.person('PATIENT')];
    const [first, again] = [await add(patientId, clinic.mia, as), await add(patientId, clinic.mia, as)];
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect(first.body.patientId).to.equal(patientId);
    expect(again.body).to.deep.equal(first.body);
  });

  it('are not taken over under their id', async () => {
    const [patientId, as] = [randomUUID(), service.person('PATIENT')];
    await add(patientId, clinic.mia, as);
    for (const answer of [await add(patientId), await add(patientId, { ...clinic.mia, firstName: 'Leo' }, as)])
      expect([answer.status, answer.body.code]).to.deep.equal([422, 'asked-differently']);
  });

  it('lie in the log without a word about them in clear', async () => {
    const patientId = randomUUID();
    await add(patientId, { ...clinic.mia, lastName: 'Unmistakable' });
    const events = (await service.eventsIn(`patient-${patientId}`)).map(({ data }) => data);
    expect(events).to.have.lengthOf(1);
    expect(JSON.stringify(events)).to.not.match(/"Mia"|Unmistakable|2019-05-04|FEMALE/);
  });

  it('have names, a birthday that exists and has been, and a documented gender', async () => {
    const wrong: [object, number][] = [
      [{ firstName: ' ' }, 400],
      [{ lastName: 'x'.repeat(101) }, 400],
      [{ dateOfBirth: '2019-02-29' }, 400],
      [{ dateOfBirth: '2999-01-01' }, 422],
      [{ gender: 'female' }, 400],
      [{ userId: randomUUID() }, 400],
    ];
    for (const [changes, status] of wrong)
      expect((await add(randomUUID(), { ...clinic.mia, ...changes })).status, JSON.stringify(changes)).to.equal(status);
  });

  const send = (patientId: string, what: 'details' | 'removal', as: Person, body: object = {}) =>
    service.ask('POST', `/patients/${patientId}/${what}`, { as, body });

  it('are changed and removed by whoever looks after them, quietly when asked again', async () => {
    const { patientId, person } = await clinic.addPatient(service);
    const married = { ...clinic.mia, lastName: 'Souza' };
    for (const change of [1, 2]) {
      const { status, body } = await send(patientId, 'details', person, married);
      expect([status, typeof body.position], String(change)).to.deep.equal([200, 'string']);
    }
    for (const _ of [1, 2]) expect((await send(patientId, 'removal', person)).status).to.equal(200);
    expect((await send(patientId, 'details', person, married)).status).to.equal(404);
  });

  it('of somebody else answer like missing ones', async () => {
    const { patientId } = await clinic.addPatient(service);
    const stranger = service.person('PATIENT');
    for (const what of ['details', 'removal'] as const) {
      const [theirs, none] = [
        await send(patientId, what, stranger, clinic.mia),
        await send(randomUUID(), what, stranger, clinic.mia),
      ].map(({ status, body: { correlationId: _, ...body } }) => ({ status, body }));
      expect(theirs).to.deep.equal(none);
      expect(theirs?.status).to.equal(404);
    }
  });

  it('are booked for no more once they are removed, and their visits can still be cancelled', async () => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    const booked = await clinic.book(service, doctor, patient);
    expect(booked.status).to.equal(201);
    await send(patient.patientId, 'removal', patient.person);
    const again = await clinic.book(service, doctor, patient, { startsAt: clinic.at('11:00') });
    expect([again.status, again.body.code]).to.deep.equal([404, 'patient-not-found']);
    const path = `${clinic.daysOf(doctor)}/${booked.body.appointmentId}/cancellation`;
    const { status } = await service.ask('POST', path, { as: patient.person, body: { reason: 'Moved away' } });
    expect(status).to.equal(200);
  });
});
