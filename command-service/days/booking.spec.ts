import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';

describe('Booking over HTTP', () => {
  let service: Service;
  let doctor: clinic.Doctor;
  let patient: clinic.Patient;

  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
  });

  const slot = (time: string, until: string) => ({
    startsAt: new Date(clinic.at(time)).toISOString(),
    endsAt: new Date(clinic.at(until)).toISOString(),
    time,
  });

  it('answers with the appointment and where the log stands', async () => {
    const { status, body } = await clinic.book(service, doctor, patient);
    expect(status).to.equal(201);
    const { appointmentId, position, ...rest } = body;
    expect(rest).to.deep.equal({
      doctorId: doctor.doctorId,
      date: clinic.date,
      ...slot('09:30', '10:00'),
      status: 'CONFIRMED',
    });
    expect(appointmentId).to.match(/^[0-9a-f-]{36}$/);
    expect(parsePosition(String(position))).to.not.equal(null);
  });

  it('answers the same to the same key, and appends nothing', async () => {
    const key = randomUUID();
    const first = await clinic.book(service, doctor, patient, { key });
    const again = await clinic.book(service, doctor, patient, { key });
    const otherwiseSpelled = new Date(clinic.at('09:30')).toISOString();
    const third = await clinic.book(service, doctor, patient, { key: key.toUpperCase(), startsAt: otherwiseSpelled });
    expect([first.status, again.status, third.status]).to.deep.equal([201, 200, 200]);
    expect(again.body).to.deep.equal(first.body);
    expect(third.body).to.deep.equal(first.body);
  });

  it('takes no new visit to a doctor who is shut out, and keeps the one there is', async () => {
    const [admin, another] = [service.person('ADMIN'), await clinic.addPatient(service)];
    const there = await clinic.book(service, doctor, patient);
    const letIn = (way: string) => service.ask('POST', `/users/${doctor.doctorId}/${way}`, { as: admin, body: {} });
    expect((await letIn('deactivation')).status).to.equal(200);
    const refused = await clinic.book(service, doctor, another, { startsAt: 'earliest' });
    expect([refused.status, refused.body.code]).to.deep.equal([404, 'doctor-not-found']);
    const path = `${clinic.daysOf(doctor)}/${there.body.appointmentId}/cancellation`;
    expect((await service.ask('POST', path, { as: admin, body: { reason: 'The doctor left.' } })).status).to.equal(200);
    expect((await letIn('reactivation')).status).to.equal(200);
    expect((await clinic.book(service, doctor, another, { startsAt: 'earliest' })).status).to.equal(201);
  });

  it('keeps one appointment for a key that is sent twenty times at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => clinic.book(service, doctor, patient, { key, startsAt: 'earliest' })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).to.equal(1);
  });

  it('refuses another question under the same key', async () => {
    const key = randomUUID();
    await clinic.book(service, doctor, patient, { key });
    for (const other of [{ startsAt: clinic.at('10:00') }, { more: { notes: 'A cough' } }]) {
      const { status, body } = await clinic.book(service, doctor, patient, { key, ...other });
      expect([status, body.code]).to.deep.equal([422, 'asked-differently']);
    }
  });

  it('takes a key as the name of one wish at one place', async () => {
    const key = randomUUID();
    const sibling = await clinic.addPatient(service, patient.person);
    const first = await clinic.book(service, doctor, patient, { key });
    const second = await clinic.book(service, doctor, sibling, { key, startsAt: clinic.at('10:00') });
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(first.body.appointmentId).to.not.equal(second.body.appointmentId);
  });

  it('refuses a taken time, naming the nearest free ones', async () => {
    await clinic.book(service, doctor, patient);
    const { status, body, headers } = await clinic.book(service, doctor, await clinic.addPatient(service));
    expect(status).to.equal(409);
    expect(headers.get('Content-Type')).to.contain('application/problem+json');
    expect(body).to.deep.include({ code: 'slot-taken', status: 409, title: 'The time is taken' });
    expect(body.nearest).to.deep.equal([slot('09:00', '09:30'), slot('10:00', '10:30'), slot('10:30', '11:00')]);
  });

  it('tells each rule that says no by its code', async () => {
    const cases = [
      [422, 'outside-working-hours', { startsAt: clinic.at('08:30') }],
      [422, 'outside-working-hours', { startsAt: clinic.at('09:40') }],
      [422, 'no-such-visit-type', { more: { visitTypeId: randomUUID() } }],
      [404, 'patient-not-found', { more: { patientId: randomUUID() } }],
    ] as const;
    for (const [status, code, asked] of cases) {
      const answer = await clinic.book(service, doctor, patient, asked);
      expect([answer.status, answer.body.code]).to.deep.equal([status, code]);
    }
    const elsewhere = async (day: string, startsAt: string) => {
      const asked = { as: patient.person, key: randomUUID(), body: clinic.booking(doctor, patient, startsAt) };
      const { status, body } = await service.ask('POST', clinic.daysOf(doctor, day), asked);
      return [status, body.code];
    };
    expect(await elsewhere('2020-01-06', clinic.at('09:30', '2020-01-06'))).to.deep.equal([422, 'in-the-past']);
    expect(await elsewhere('2199-01-07', clinic.at('09:30', '2199-01-07'))).to.deep.equal([422, 'too-far-ahead']);
    const nobody = { ...doctor, doctorId: randomUUID() };
    const { status, body } = await clinic.book(service, nobody, patient);
    expect([status, body.code]).to.deep.equal([404, 'doctor-not-found']);
  });

  it('says when the day is full', async () => {
    const small = await clinic.onboard(service, { windows: [{ weekday: clinic.weekday, from: '09:00', to: '10:00' }] });
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await clinic.book(service, small, patient, { startsAt: 'earliest' }));
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 409]);
    expect(answers.map(({ body }) => body.time)).to.deep.equal(['09:00', '09:30', undefined]);
    expect(answers[2]?.body.code).to.equal('no-free-slot');
  });

  it("answers another's patient exactly like a missing one", async () => {
    const stranger = service.person('PATIENT');
    const others = await clinic.book(service, doctor, patient, { as: stranger });
    const missing = await clinic.book(service, doctor, { ...patient, patientId: randomUUID() }, { as: stranger });
    const sameBut = ({ correlationId: _, ...body }: Record<string, unknown>) => body;
    expect(others.status).to.equal(404);
    expect(sameBut(others.body)).to.deep.equal(sameBut(missing.body));
  });

  it('lets an admin book for any patient, for the account that looks after them', async () => {
    const { status, body } = await clinic.book(service, doctor, patient, { as: service.person('ADMIN') });
    expect(status).to.equal(201);
    const cancelling = { as: patient.person, body: { reason: 'Feeling better' } };
    const path = `${clinic.daysOf(doctor)}/${body.appointmentId}/cancellation`;
    expect((await service.ask('POST', path, cancelling)).status).to.equal(200);
  });

  describe('of what was asked outside', () => {
    const requestedAt = '2020-01-02T12:00:00.000Z';
    const day = '2020-01-06';
    const imported = (as: clinic.Doctor['person'], more: object) =>
      service.ask('POST', clinic.daysOf(doctor, day), {
        as,
        key: randomUUID(),
        body: { ...clinic.booking(doctor, patient, clinic.at('09:30', day)), ...more },
      });

    it('is decided as of then when an admin says so, and marked', async () => {
      const { status } = await imported(service.person('ADMIN'), { requestedAt });
      expect(status).to.equal(201);
      const store = connectEventStore({ url: service.eventStore.url });
      const events = [];
      for await (const event of store.readStream(`doctorDay-${doctor.doctorId}_${day}`)) events.push(event);
      await store.close();
      expect(events).to.have.lengthOf(3);
      expect(events[0]?.data).to.deep.include({ requestedAt });
      for (const { metadata } of events) {
        expect(metadata.imported).to.equal(true);
        expect(metadata.recordedAt.slice(0, 4)).to.not.equal('2020');
      }
    });

    it('is nobody else’s right', async () => {
      const { status } = await imported(patient.person, { requestedAt });
      expect(status).to.equal(403);
    });

    it('cannot have been asked in the future, nor after the visit', async () => {
      const future = await imported(service.person('ADMIN'), { requestedAt: '2199-01-01T00:00:00Z' });
      expect([future.status, future.body.code]).to.deep.equal([400, 'invalid-request']);
      const late = await imported(service.person('ADMIN'), { requestedAt: '2020-01-06T12:30:00.001Z' });
      expect([late.status, late.body.code]).to.deep.equal([422, 'in-the-past']);
    });
  });

  it('refuses what is not a booking, field by field', async () => {
    const wrong: [object, string][] = [
      [{ patientId: 'x' }, 'patientId'],
      [{ visitTypeId: undefined }, 'visitTypeId'],
      [{ startsAt: 'noon' }, 'startsAt'],
      [{ startsAt: '2026-11-24T09:30:00' }, 'startsAt'],
      [{ startsAt: '2026-13-24T09:30:00Z' }, 'startsAt'],
      [{ notes: 'x'.repeat(2001) }, 'notes'],
      [{ notes: 'a\u0000b' }, 'notes'],
      [{ notes: 'half a \ud83d' }, 'notes'],
      [{ notes: 1 }, 'notes'],
      [{ requestedAt: 'yesterday' }, 'requestedAt'],
      [{ status: 'CONFIRMED' }, 'status'],
    ];
    for (const [more, field] of wrong) {
      const { status, body } = await clinic.book(service, doctor, patient, { more });
      expect(status, JSON.stringify(more)).to.equal(400);
      const fields = (body.errors as { field: string }[]).map((error) => error.field);
      expect([...new Set(fields)]).to.deep.equal([field]);
    }
  });

  it('wants a key, a real date and ids', async () => {
    const asked = { as: patient.person, key: randomUUID(), body: clinic.booking(doctor, patient) };
    const { key: _, ...withoutKey } = asked;
    const statuses = [
      await service.ask('POST', clinic.daysOf(doctor), withoutKey),
      await service.ask('POST', clinic.daysOf(doctor), { ...asked, key: 'mine' }),
      await service.ask('POST', clinic.daysOf(doctor, '2026-02-30'), asked),
      await service.ask('POST', clinic.daysOf({ ...doctor, doctorId: '$all' }), asked),
    ].map(({ status }) => status);
    expect(statuses).to.deep.equal([400, 400, 400, 400]);
  });
});
