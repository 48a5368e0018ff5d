import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';

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
    const store = connectEventStore({ url: service.eventStore.url });
    const events = [];
    for await (const { data } of store.readStream(`patient-${patientId}`)) events.push(data);
    await store.close();
    expect(events).to.have.lengthOf(1);
    expect(JSON.stringify(events)).to.not.match(/Mia|Unmistakable|2019-05-04|FEMALE/);
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
});
