import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Answer, type Person, type Service, startService } from '../spec/service.ts';

describe("A doctor's day over HTTP", function () {
  this.timeout(60_000);

  let service: Service;
  let doctor: clinic.Doctor;
  let patient: clinic.Patient;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    doctor = await clinic.onboard(service);
    patient = await clinic.addPatient(service);
  });

  const idOf = ({ body }: Answer) => String(body.appointmentId);
  const one = (appointmentId: string, of = doctor, date = clinic.date) => `${clinic.daysOf(of, date)}/${appointmentId}`;
  const ask = (what: string, appointmentId: string, as: Person = doctor.person, body: object = {}) =>
    service.ask('POST', `${one(appointmentId)}/${what}`, { as, body });
  const manual = { ...clinic.policy, acceptance: 'manual', payment: 'in-advance' };
  const streamOf = async (name: string) => (await service.eventsIn(name)).map(({ type }) => type);
  const visitsOf = ({ patientId }: clinic.Patient) => streamOf(`patientVisits-${patientId}`);

  it('takes a request to its end: accepted, paid, checked in, completed', async () => {
    doctor = await clinic.onboard(service, { policy: manual });
    const asked = await clinic.book(service, doctor, patient);
    expect([asked.status, asked.body.status]).to.deep.equal([201, 'REQUESTED']);
    expect((await ask('acceptance', idOf(asked))).body.status).to.equal('PENDING');
    expect((await ask('confirmation', idOf(asked))).body.status).to.equal('CONFIRMED');
    const early = await ask('check-in', idOf(asked));
    expect([early.status, early.body.code]).to.deep.equal([409, 'not-yet']);
    const never = await ask('rejection', idOf(asked), doctor.person, { reason: 'full' });
    expect([never.status, never.body.code]).to.deep.equal([409, 'wrong-status']);
  });

  it('lets a request expire that nobody answered in time, and gives its time back', async () => {
    doctor = await clinic.onboard(service, { policy: { ...manual, unansweredExpiresAfterMinutes: 60 } });
    const requestedAt = new Date(Date.now() - 2 * 60 * 60_000).toISOString();
    const asked = await clinic.book(service, doctor, patient, { as: service.person('ADMIN'), more: { requestedAt } });
    expect(asked.body.status).to.equal('REQUESTED');
    const day = `doctorDay-${doctor.doctorId}_${clinic.date}`;
    await until('it has expired', async () => (await streamOf(day)).includes('AppointmentExpired'), 20_000);
    expect((await clinic.book(service, doctor, await clinic.addPatient(service))).status).to.equal(201);
  });

  it('keeps one person from being in two places, and lets them book once the other visit is cancelled', async () => {
    const other = await clinic.onboard(service);
    const first = await clinic.book(service, doctor, patient);
    const refused = await clinic.book(service, other, patient);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'patient-is-elsewhere']);
    expect((await clinic.book(service, other, patient, { startsAt: 'earliest' })).status).to.equal(201);
    await ask('cancellation', idOf(first), patient.person, { reason: 'better' });
    expect((await clinic.book(service, other, patient)).status).to.equal(201);
  });

  it('finds one person who asks many doctors at once for the earliest time a time with each', async () => {
    const doctors = await Promise.all(Array.from({ length: 6 }, () => clinic.onboard(service)));
    const answers = await Promise.all(
      doctors.map((each) => clinic.book(service, each, patient, { startsAt: 'earliest' })),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(doctors.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.startsAt)).size).to.equal(doctors.length);
  });

  it('lets a patient have so many visits to come with one doctor', async () => {
    doctor = await clinic.onboard(service, { policy: { ...clinic.policy, mostOpenPerPatient: 1 } });
    const first = await clinic.book(service, doctor, patient);
    const again = { startsAt: clinic.at('11:00') };
    const refused = await clinic.book(service, doctor, patient, again);
    expect([refused.status, refused.body.code, refused.body.most]).to.deep.equal([409, 'open-visits-cap-reached', 1]);
    await ask('cancellation', idOf(first), patient.person, { reason: 'better' });
    expect((await clinic.book(service, doctor, patient, again)).status).to.equal(201);
  });

  it('releases what was claimed for visits that came to nothing', async () => {
    const first = await clinic.book(service, doctor, patient);
    await ask('cancellation', idOf(first), patient.person, { reason: 'better' });
    await until(
      'the claims are released',
      async () => (await visitsOf(patient)).join() === 'VisitClaimed,VisitReleased',
    );
  });

  it('reschedules on the same day', async () => {
    const booked = await clinic.book(service, doctor, patient);
    const path = `${one(idOf(booked))}/time`;
    const body = { startsAt: clinic.at('13:00') };
    const moved = await service.ask('PUT', path, { as: patient.person, body });
    expect([moved.status, moved.body.time, moved.body.status]).to.deep.equal([200, '13:00', 'CONFIRMED']);
    expect((await service.ask('PUT', path, { as: patient.person, body })).body.time).to.equal('13:00');
    const other = await clinic.addPatient(service);
    expect((await clinic.book(service, doctor, other)).status).to.equal(201);
    await until(
      'the claims are released',
      async () => (await visitsOf(patient)).join() === 'VisitClaimed,VisitClaimed,VisitReleased',
    );
  });

  it('moves to another day and to another doctor under one id, and back again', async () => {
    const other = await clinic.onboard(service);
    const date = addDays(clinic.date, 1);
    const booked = await clinic.book(service, doctor, patient);
    const key = randomUUID();
    const body = { doctorId: other.doctorId, date, startsAt: clinic.at('10:00', date) };
    const move = () => service.ask('POST', `${one(idOf(booked))}/move`, { as: patient.person, key, body });
    const [moved, again] = [await move(), await move()];
    for (const { status, body } of [moved, again])
      expect({ status, ...body }).to.include({
        ...{ status: 'CONFIRMED', appointmentId: idOf(booked), doctorId: other.doctorId, date, time: '10:00' },
      });
    expect([moved.status, again.status]).to.deep.equal([200, 200]);
    const gone = await ask('cancellation', idOf(booked), patient.person, { reason: 'x' });
    expect([gone.status, gone.body.code]).to.deep.equal([409, 'appointment-moved']);
    const back = { doctorId: doctor.doctorId, date: clinic.date, startsAt: clinic.at('09:30') };
    const path = `${one(idOf(booked), other, date)}/move`;
    const returned = await service.ask('POST', path, { as: doctor.person, key: randomUUID(), body: back });
    // The other doctor's day is not this doctor's to change.
    expect(returned.status).to.equal(404);
    const home = await service.ask('POST', path, { as: patient.person, key: randomUUID(), body: back });
    expect([home.status, home.body.time]).to.deep.equal([200, '09:30']);
    expect((await ask('cancellation', idOf(booked), patient.person, { reason: 'x' })).body.status).to.equal(
      'CANCELLED',
    );
    await until(
      'the claims are released',
      async () => (await visitsOf(patient)).filter((type) => type === 'VisitReleased').length === 3,
    );
  });

  it('blocks time, once it is told what becomes of the appointments inside', async () => {
    const booked = await clinic.book(service, doctor, patient);
    const path = `/doctors/${doctor.doctorId}/days/${clinic.date}/blocks/${randomUUID()}`;
    const put = (body: object) =>
      service.ask('PUT', path, {
        as: doctor.person,
        body: { from: '09:00', to: '12:00', reason: 'A congress', ...body },
      });
    const listed = await put({});
    expect([listed.status, listed.body.code]).to.deep.equal([409, 'appointments-inside']);
    expect(listed.body.appointments).to.have.lengthOf(1);
    expect((await put({ appointments: 'cancel' })).status).to.equal(400);
    expect((await put({ appointments: 'cancel', message: 'I am away' })).status).to.equal(201);
    const refused = await clinic.book(service, doctor, patient);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'time-blocked']);
    expect((await ask('cancellation', idOf(booked), patient.person, { reason: 'x' })).body.status).to.equal(
      'CANCELLED',
    );
    expect((await service.ask('POST', `${path}/removal`, { as: doctor.person, body: {} })).status).to.equal(200);
    expect((await clinic.book(service, doctor, patient)).status).to.equal(201);
  });

  it('lets an admin set the rules aside with a reason, and nobody else', async () => {
    const evening = { startsAt: clinic.at('20:10'), more: { override: 'An emergency' } };
    expect((await clinic.book(service, doctor, patient, evening)).status).to.equal(403);
    const admin = service.person('ADMIN');
    const booked = await clinic.book(service, doctor, patient, { ...evening, as: admin });
    expect([booked.status, booked.body.time]).to.deep.equal([201, '20:10']);
  });

  it('changes the policy for bookings from now on', async () => {
    const path = `/doctors/${doctor.doctorId}/policy`;
    expect((await service.ask('PUT', path, { as: doctor.person, body: manual })).status).to.equal(200);
    expect((await clinic.book(service, doctor, patient)).body.status).to.equal('REQUESTED');
  });
});
