import { randomUUID } from 'node:crypto';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';

describe("A doctor's calendar over HTTP", () => {
  let service: Service;
  let doctor: clinic.Doctor;
  let patient: clinic.Patient;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    doctor = await clinic.onboard(service, { policy: { ...clinic.policy, maximumDaysAhead: 730 } });
    patient = await clinic.addPatient(service);
  });

  const set = (what: string, body: object) =>
    service.ask('PUT', `/doctors/${doctor.doctorId}/${what}`, { as: doctor.person, body });
  const bookOn = (day: string, time = '09:30') => {
    const body = clinic.booking(doctor, patient, clinic.at(time, day));
    return service.ask('POST', clinic.daysOf(doctor, day), { as: patient.person, key: randomUUID(), body });
  };
  const saidOf = async (asked: ReturnType<typeof bookOn>) => {
    const { status, body } = await asked;
    return [status, body.code ?? body.status];
  };

  it('has other hours from a day on, until they are withdrawn', async () => {
    const [before, day] = [addDays(clinic.date, 6), addDays(clinic.date, 7)];
    const evening = { weekday: clinic.weekday, from: '18:00', to: '21:00' };
    expect((await set('working-hours', { windows: [evening], validFrom: day })).status).to.equal(200);
    expect(await saidOf(bookOn(before))).to.deep.equal([201, 'CONFIRMED']);
    expect(await saidOf(bookOn(day))).to.deep.equal([422, 'outside-working-hours']);
    expect(await saidOf(bookOn(day, '18:30'))).to.deep.equal([201, 'CONFIRMED']);
    const removal = `/doctors/${doctor.doctorId}/working-hours/${day}/removal`;
    expect((await service.ask('POST', removal, { as: doctor.person, body: {} })).status).to.equal(200);
    expect(await saidOf(bookOn(day, '11:00'))).to.deep.equal([201, 'CONFIRMED']);
  });

  it('refuses hours for a day gone by', async () => {
    const { status, body } = await set('working-hours', { windows: [], validFrom: '2020-01-01' });
    expect([status, body.code]).to.deep.equal([422, 'already-valid']);
    expect(body.earliest).to.be.a('string');
  });

  it('observes the public holidays of a country, by their names, except those that are worked on', async () => {
    const days = Array.from({ length: 400 }, (_, k) => addDays(clinic.date, k));
    const holiday = days.find((day) => publicHolidayOn('BR', day)) ?? '';
    expect((await set('holidays', { country: 'BR' })).status).to.equal(200);
    const refused = await bookOn(holiday);
    expect([refused.status, refused.body.code]).to.deep.equal([422, 'public-holiday']);
    expect(refused.body.holiday).to.equal(publicHolidayOn('BR', holiday));
    expect((await set(`holidays/${holiday}`, { works: true })).status).to.equal(200);
    expect(await saidOf(bookOn(holiday))).to.deep.equal([201, 'CONFIRMED']);
    const workday = await set(`holidays/${addDays(holiday, 1)}`, { works: true });
    expect([workday.status, workday.body.code]).to.deep.equal([422, 'no-public-holiday']);
    expect((await set('holidays', { country: 'Brazil' })).status).to.equal(400);
  });

  it('is of another zone from a day on, but for the days on which something is booked', async () => {
    const [first, booked] = [addDays(clinic.date, 1), addDays(clinic.date, 2)];
    expect(await saidOf(bookOn(booked))).to.deep.equal([201, 'CONFIRMED']);
    expect((await set('zone', { zone: 'Asia/Tokyo', validFrom: first })).status).to.equal(200);
    const asked = {
      startsAt: `${first}T10:00:00+09:00`,
      visitTypeId: doctor.visitTypeId,
      patientId: patient.patientId,
    };
    const moved = await service.ask('POST', clinic.daysOf(doctor, first), {
      ...{ as: patient.person, key: randomUUID(), body: asked },
    });
    expect([moved.status, moved.body.time]).to.deep.equal([201, '10:00']);
    const kept = await bookOn(booked, '10:30');
    expect([kept.status, kept.body.time]).to.deep.equal([201, '10:30']);
    expect((await set('zone', { zone: 'Asia/Tokyo', validFrom: '2020-01-01' })).status).to.equal(422);
  });
});
