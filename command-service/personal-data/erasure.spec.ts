import { randomUUID } from 'node:crypto';
import { keySet } from '@careconnect/platform/auth/keys.ts';
import { verifiedDocument } from '@careconnect/platform/auth/signed-document.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { admin, type Person, type Service, startService } from '../spec/service.ts';
import { type Certificate, certificateType } from './certificate.ts';

const password = 'a long enough secret';
type Family = { person: Person; email: string; children: clinic.Patient[] };

describe('Erasing somebody', function () {
  this.timeout(60_000);

  let service: Service;
  let store: ReturnType<typeof connectEventStore>;
  before(async () => {
    service = await startService();
    store = connectEventStore({ url: service.eventStore.url });
  });
  after(async () => {
    await store.close();
    await service.stop();
  });

  const family = async (size = 2): Promise<Family> => {
    const userId = randomUUID();
    const email = `rosa.${userId}@example.com`;
    const body = { email, name: 'Rosa Lima', password };
    expect((await service.ask('PUT', `/users/${userId}`, { body })).status).to.equal(201);
    const person = service.person('PATIENT', userId);
    const children = [];
    for (let n = 0; n < size; n += 1) children.push(await clinic.addPatient(service, person));
    return { person, email, children };
  };
  const erase = ({ person }: Family, body: object = { password }) =>
    service.ask('POST', '/me/erasure', { as: person, body });
  const eraseAsAdmin = (userId: string, as = service.person('ADMIN')) =>
    service.ask('POST', `/users/${userId}/erasure`, { as });
  const typesOf = async (stream: string) => {
    const types: string[] = [];
    for await (const { type } of store.readStream(stream)) types.push(type);
    return types;
  };
  const keysLeft = async (...people: string[]): Promise<number> => {
    const pool = createPool({ url: service.environment.DATABASE_URL });
    const { rowCount } = await pool.query(
      'SELECT FROM vault.person_keys WHERE person_id = ANY ($1) AND wrapped_key IS NOT NULL',
      [people],
    );
    await pool.end();
    return rowCount ?? -1;
  };
  const everybody = ({ person, children }: Family) => [person.userId, ...children.map(({ patientId }) => patientId)];

  it('wants the password, and leaves everything as it is without', async () => {
    const rosa = await family();
    const { status, body } = await erase(rosa, { password: 'another' });
    expect([status, body.code]).to.deep.equal([401, 'bad-credentials']);
    expect(await keysLeft(...everybody(rosa))).to.equal(3);
  });

  it('takes away the keys of the account and of everybody it looks after, and says so for good', async () => {
    const rosa = await family();
    const { status, body } = await erase(rosa);
    expect(status).to.equal(200);
    const { certificate, signed } = body as { certificate: Certificate; signed: string };
    expect(certificate.about.userId).to.equal(rosa.person.userId);
    expect(certificate.by).to.equal('OWNER');
    expect(certificate.keys.map(({ personId }) => personId)).to.include.members(everybody(rosa));
    for (const { personId, fingerprint } of certificate.keys)
      if (personId !== certificate.about.contactId) expect(fingerprint).to.match(/^[0-9a-f]{64}$/);
    expect(await keysLeft(...everybody(rosa))).to.equal(0);
    expect(await typesOf(`user-${rosa.person.userId}`)).to.include('UserErased');
    for (const { patientId } of rosa.children)
      expect((await typesOf(`patient-${patientId}`)).at(-1)).to.equal('PatientErased');
    expect(JSON.stringify(certificate)).not.to.match(/rosa|lima|mia|silva/i);

    const { body: published } = await service.ask('GET', '/.well-known/jwks.json');
    expect(verifiedDocument(signed, keySet(published as never), certificateType)).to.deep.equal(certificate);
    expect(verifiedDocument(signed, keySet(published as never), 'at+jwt')).to.equal(null);
    const forged = signed.replace(/\.[^.]+\./, `.${Buffer.from('{"by":"ADMIN"}').toString('base64url')}.`);
    expect(verifiedDocument(forged, keySet(published as never), certificateType)).to.equal(null);
    expect((await service.ask('POST', '/me/email-verification', { as: signed })).status).to.equal(401);
  });

  it('names how far the streams went, by the hash of their last event', async () => {
    const rosa = await family(1);
    const { streams } = (await erase(rosa)).body.certificate as Certificate;
    expect(streams.map(({ stream }) => stream.split('-')[0])).to.have.members([
      'user',
      'email',
      'patient',
      'patientVisits',
    ]);
    for (const { stream, revision, hash } of streams) {
      for await (const event of store.readStream(stream, { from: BigInt(revision) }))
        expect(hashOf(event), stream).to.equal(hash);
    }
  });

  it('ends all sessions, and gives the address back', async () => {
    const rosa = await family();
    const signIn = () => service.ask('POST', '/sessions', { body: { email: rosa.email, password } });
    const before = await signIn();
    expect(before.status).to.equal(200);
    const cookie = before.headers.get('set-cookie')?.split(';')[0] ?? '';
    await erase(rosa);
    expect((await signIn()).status).to.equal(401);
    const refreshed = await service.ask('POST', '/sessions/refresh', { key: randomUUID(), headers: { cookie } });
    expect(refreshed.status).to.equal(401);
    const body = { email: rosa.email, name: 'Rosa Lima', password };
    expect((await service.ask('PUT', `/users/${randomUUID()}`, { body })).status).to.equal(201);
    expect((await signIn()).status).to.equal(200);
    expect((await service.ask('PUT', `/users/${rosa.person.userId}`, { body })).status).to.equal(422);
  });

  it('is answered again while the access token lasts, and by admins for ever', async () => {
    const rosa = await family();
    const first = (await erase(rosa)).body.certificate as Certificate;
    for (const again of [await erase(rosa), await eraseAsAdmin(rosa.person.userId)]) {
      expect(again.status).to.equal(200);
      const { erasedAt, keys, by } = again.body.certificate as Certificate;
      expect({ erasedAt, keys, by }).to.deep.equal({ erasedAt: first.erasedAt, keys: first.keys, by: 'OWNER' });
    }
  });

  it('is refused while appointments lie ahead, which it names, of any patient', async () => {
    const [doctor, rosa] = await Promise.all([clinic.onboard(service), family()]);
    const [, second] = rosa.children as [clinic.Patient, clinic.Patient];
    const booked = await clinic.book(service, doctor, second);
    const { status, body } = await erase(rosa);
    expect([status, body.code]).to.deep.equal([409, 'open-appointments']);
    expect(body.appointments).to.deep.equal([
      {
        appointmentId: booked.body.appointmentId,
        patientId: second.patientId,
        doctorId: doctor.doctorId,
        date: clinic.date,
        startsAt: booked.body.startsAt,
        endsAt: booked.body.endsAt,
      },
    ]);
    expect(await keysLeft(...everybody(rosa))).to.equal(3);
    const path = `${clinic.daysOf(doctor)}/${booked.body.appointmentId}/cancellation`;
    expect((await service.ask('POST', path, { as: rosa.person, body: { reason: 'Leaving' } })).status).to.equal(200);
    const erased = await erase(rosa);
    expect(erased.status).to.equal(200);
    const days = (erased.body.certificate as Certificate).streams.map(({ stream }) => stream);
    expect(days).to.include(`doctorDay-${doctor.doctorId}_${clinic.date}`);
  });

  it('and booking at once: either is refused, and never both or none of them holds', async () => {
    const doctor = await clinic.onboard(service);
    for (const [n, time] of ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'].entries()) {
      const rosa = await family();
      const [child] = rosa.children as [clinic.Patient];
      const [booked, erased] = await Promise.all([
        clinic.book(service, doctor, child, { startsAt: clinic.at(time) }),
        erase(rosa),
      ]);
      const outcome = `${n}: ${booked.status} ${booked.body.code ?? ''}, ${erased.status} ${erased.body.code ?? ''}`;
      expect([booked.status === 201, erased.status === 200].filter(Boolean).length, outcome).to.be.at.most(1);
    }
  });

  it('leaves nobody closed who stays', async () => {
    const [doctor, rosa] = await Promise.all([clinic.onboard(service), family()]);
    const [first, second] = rosa.children as [clinic.Patient, clinic.Patient];
    await clinic.book(service, doctor, second);
    expect((await erase(rosa)).status).to.equal(409);
    expect((await clinic.book(service, doctor, first, { startsAt: clinic.at('11:00') })).status).to.equal(201);
  });

  it('leaves nobody to book for, and keeps nothing that is told afterwards', async () => {
    const [doctor, rosa] = await Promise.all([clinic.onboard(service), family()]);
    await erase(rosa);
    const [child] = rosa.children as [clinic.Patient];
    const booked = await clinic.book(service, doctor, child);
    expect([booked.status, booked.body.code]).to.deep.equal([404, 'patient-not-found']);
    const late = await clinic.addPatient(service, rosa.person);
    for await (const { data } of store.readStream(`patient-${late.patientId}`))
      expect(data).to.include({ firstName: null, lastName: null, dateOfBirth: null });
  });

  it('is finished by the process when the service died in the middle of it', async () => {
    const rosa = await family();
    const { userId } = rosa.person;
    const { body } = await service.ask('POST', '/users/by-email', {
      as: service.person('ADMIN'),
      body: { email: rosa.email },
    });
    expect(body.userId).to.equal(userId);
    const emailHash = await emailHashOf(userId);
    const events = await typesOf(`user-${userId}`);
    const erased = { userId, by: 'OWNER', emailHash, contactId: null, era: 1, erasedAt: new Date().toISOString() };
    const metadata = {
      correlationId: randomUUID(),
      causationId: randomUUID(),
      actor: null,
      recordedAt: erased.erasedAt,
    };
    await store.append(`user-${userId}`, BigInt(events.length - 1), [
      { id: randomUUID(), type: 'UserErased', data: erased, metadata: { ...metadata, schemaVersion: 2 } },
    ]);
    await until('its keys are gone', async () => (await keysLeft(...everybody(rosa))) === 0, 20_000);
    for (const { patientId } of rosa.children)
      await until('it is told', async () => (await typesOf(`patient-${patientId}`)).includes('PatientErased'), 20_000);
    await until(
      'the address is free',
      async () => (await typesOf(`email-${emailHash}`)).includes('EmailForgotten'),
      20_000,
    );
  });

  it('lets somebody be booked for again whose erasure died before it was decided', async () => {
    const rosa = await family(1);
    const [{ patientId }] = rosa.children as [clinic.Patient];
    const longAgo = new Date(Date.now() - 120_000).toISOString();
    const metadata = { correlationId: randomUUID(), causationId: randomUUID(), actor: null, recordedAt: longAgo };
    await store.append(`patientVisits-${patientId}`, 'no_stream', [
      {
        ...{ id: randomUUID(), type: 'VisitsClosed', data: { patientId, closedAt: longAgo } },
        metadata: { ...metadata, schemaVersion: 2 },
      },
    ]);
    const reopened = async () => (await typesOf(`patientVisits-${patientId}`)).at(-1) === 'VisitsReopened';
    await until('they are open again', reopened, 30_000);
  });

  const emailHashOf = async (userId: string): Promise<string> => {
    const end = new AbortController();
    let hash = '';
    for await (const item of store.subscribe({ after: 'start', streamPrefixes: ['email-'], signal: end.signal })) {
      if (item.kind === 'caughtUp') end.abort();
      if (item.kind === 'event' && (item.event.data as { userId: string }).userId === userId)
        hash = item.event.streamName.slice('email-'.length);
    }
    return hash;
  };

  it('takes away what was written under the address, whenever that was', async () => {
    const email = `leo.${randomUUID()}@example.com`;
    const write = async () =>
      (await service.ask('POST', '/feedback', { body: { comments: 'Hm.', email }, key: randomUUID() })).body.feedbackId;
    const before = await write();
    const userId = randomUUID();
    await service.ask('PUT', `/users/${userId}`, { body: { email, name: 'Leo', password } });
    const contactOf = async (id: unknown) => {
      for await (const { data } of store.readStream(`feedback-${id}`)) return (data as { contactId: string }).contactId;
      throw new Error('there is no such message');
    };
    const contact = await contactOf(before);
    expect(await keysLeft(contact)).to.equal(1);
    await eraseAsAdmin(userId);
    expect(await keysLeft(contact)).to.equal(0);
    const after = await contactOf(await write());
    expect(after).not.to.equal(contact);
    expect(await keysLeft(after)).to.equal(1);

    const asAdmin = { as: service.person('ADMIN'), body: { email } };
    const { status, body } = await service.ask('POST', '/contacts/erasure', asAdmin);
    expect([status, (body.certificate as Certificate).about]).to.deep.equal([200, { userId: null, contactId: after }]);
    expect(body.position, 'where its messages are blank').to.be.a('string');
    expect(await keysLeft(after)).to.equal(0);
    expect((await service.ask('POST', '/contacts/erasure', asAdmin)).status).to.equal(404);
  });

  it('of a doctor waits for the last visit, and leaves no time to book', async () => {
    const [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    const booked = await clinic.book(service, doctor, patient);
    const refused = await eraseAsAdmin(doctor.doctorId);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'open-appointments']);
    expect(refused.body.appointments).to.have.lengthOf(1);
    await service.ask('POST', `${clinic.daysOf(doctor)}/${booked.body.appointmentId}/cancellation`, {
      as: doctor.person,
      body: { reason: 'Leaving' },
    });
    expect((await eraseAsAdmin(doctor.doctorId)).status).to.equal(200);
    const again = await clinic.book(service, doctor, patient);
    expect([again.status, again.body.code]).to.deep.equal([422, 'outside-working-hours']);
  });

  it('is done by another admin, where it is an admin; nobody is found who is not there', async () => {
    const { body } = await service.ask('POST', '/users/by-email', {
      as: service.person('ADMIN'),
      body: { email: admin.email.toUpperCase() },
    });
    const first = service.person('ADMIN', String(body.userId));
    const own = await eraseAsAdmin(first.userId, first);
    expect([own.status, own.body.code]).to.deep.equal([409, 'own-account']);
    expect((await eraseAsAdmin(randomUUID())).status).to.equal(404);
    const none = await service.ask('POST', '/users/by-email', {
      as: service.person('ADMIN'),
      body: { email: 'nobody@example.com' },
    });
    expect([none.status, none.body.code]).to.deep.equal([404, 'user-not-found']);
  });
});
