import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from './spec/clinic.ts';
import { type Answer, type Person, type Service, startService } from './spec/service.ts';

describe('ETag and If-Match', () => {
  let service: Service;
  let parent: Person;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(() => {
    parent = service.person('PATIENT');
  });

  const add = (patientId: string) => service.ask('PUT', `/patients/${patientId}`, { as: parent, body: clinic.mia });
  const change = (patientId: string, firstName: string, ifMatch?: string, as = parent): Promise<Answer> =>
    service.ask('POST', `/patients/${patientId}/details`, {
      as,
      body: { ...clinic.mia, firstName },
      headers: ifMatch === undefined ? {} : { 'If-Match': ifMatch },
    });
  const tagOf = ({ headers }: Answer): string => headers.get('ETag') ?? '';

  it('a command names the state it leaves behind, and the next may build upon it', async () => {
    const patientId = randomUUID();
    const first = tagOf(await add(patientId));
    expect(first).to.match(/^"[\w-]{22}"$/);
    const changed = await change(patientId, 'Maya', first);
    expect(changed.status).to.equal(200);
    expect(tagOf(changed)).not.to.equal(first);
    expect((await change(patientId, 'Mia', tagOf(changed))).status).to.equal(200);
  });

  it('of two people who look at the same and change it, the second is told', async () => {
    const patientId = randomUUID();
    const seen = tagOf(await add(patientId));
    expect((await change(patientId, 'Maya', seen)).status).to.equal(200);
    const { status, body, headers } = await change(patientId, 'Mira', seen);
    expect([status, headers.get('ETag')]).to.deep.equal([412, null]);
    expect(body).to.deep.include({
      type: 'https://careconnect.example/problems/precondition-failed',
      title: 'It has changed meanwhile',
      code: 'precondition-failed',
    });
  });

  it('whoever asks again for what was done is told that it is, with the same tag', async () => {
    const patientId = randomUUID();
    const seen = tagOf(await add(patientId));
    expect(tagOf(await add(patientId))).to.equal(seen);
    const [once, again] = [await change(patientId, 'Maya', seen), await change(patientId, 'Maya', seen)];
    expect([again.status, tagOf(again)]).to.deep.equal([200, tagOf(once)]);
  });

  it('a condition tells nothing about what belongs to another', async () => {
    const patientId = randomUUID();
    const seen = tagOf(await add(patientId));
    const stranger = service.person('PATIENT');
    for (const ifMatch of [seen, '*', '"x"']) {
      const [another, missing] = await Promise.all([
        change(patientId, 'Maya', ifMatch, stranger),
        change(randomUUID(), 'Maya', ifMatch, stranger),
      ]);
      expect([another.status, another.body.code]).to.deep.equal([404, 'patient-not-found']);
      expect({ ...missing.body, correlationId: '' }).to.deep.equal({ ...another.body, correlationId: '' });
    }
  });

  it("the tag of a day changes with each of its appointments, and is nobody else's", async () => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    const booked = await clinic.book(service, doctor, patient);
    const another = await clinic.book(service, doctor, patient, { startsAt: clinic.at('11:00') });
    const cancel = (ifMatch: string) =>
      service.ask('POST', `${clinic.daysOf(doctor)}/${booked.body.appointmentId}/cancellation`, {
        as: patient.person,
        body: { reason: 'Feeling better' },
        headers: { 'If-Match': ifMatch },
      });
    expect((await cancel(tagOf(booked))).status).to.equal(412);
    expect((await cancel(tagOf(await add(randomUUID())))).status).to.equal(412);
    expect((await cancel(tagOf(another))).status).to.equal(200);
  });

  it('a command that several streams take part in takes no condition', async () => {
    const { status, body } = await service.ask('PUT', `/doctors/${randomUUID()}`, {
      as: service.person('ADMIN'),
      body: clinic.onboarding(),
      headers: { 'If-Match': '*' },
    });
    expect([status, body.code]).to.deep.equal([400, 'invalid-request']);
  });
});
