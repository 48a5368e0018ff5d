import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as clinic from './spec/clinic.ts';
import { type Service, startService } from './spec/service.ts';

describe('While a dependency is away', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.stop());

  const health = async (path: string) => (await fetch(`http://127.0.0.1:${service.port}/health/${path}`)).status;
  const addPatient = () =>
    service.ask('PUT', `/patients/${randomUUID()}`, { as: service.person('PATIENT'), body: clinic.mia });

  it('the process lives on and says what it lacks', async () => {
    expect(await health('ready')).to.equal(200);
    await service.loseDatabase();
    expect([await health('live'), await health('ready')]).to.deep.equal([200, 503]);
  });

  it('without Postgres, what is personal is asked for again later, and bookings go on', async () => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    expect((await clinic.book(service, doctor, patient)).status).to.equal(201);
    await service.loseDatabase();
    const { status, body, headers } = await addPatient();
    expect([status, body.code, headers.get('Retry-After')]).to.deep.equal([503, 'try-again', '1']);
    expect((await clinic.book(service, doctor, patient, { startsAt: 'earliest' })).status).to.equal(201);
  });

  it('without the event store, commands are asked for again later', async function () {
    this.timeout(40_000);
    await service.eventStore.stop();
    const answers = await Promise.all([
      addPatient(),
      service.ask('POST', '/sessions', { body: { email: 'mia@example.com', password: 'a long enough secret' } }),
    ]);
    for (const { status, body } of answers) expect([status, body.code]).to.deep.equal([503, 'try-again']);
    expect([await health('live'), await health('ready')]).to.deep.equal([200, 503]);
  });
});
