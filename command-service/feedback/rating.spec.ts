import { randomUUID } from 'node:crypto';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { type Person, type Service, startService } from '../spec/service.ts';

const yesterday = addDays(dateIn(clinic.zone, Date.now()), -1);

describe('Ratings over HTTP', () => {
  let service: Service;
  let doctor: clinic.Doctor;
  let patient: clinic.Patient;
  let visit: string;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());
  beforeEach(async () => {
    [doctor, patient] = await Promise.all([clinic.onboard(service), clinic.addPatient(service)]);
    const body = {
      ...clinic.booking(doctor, patient, clinic.at('09:30', yesterday)),
      requestedAt: clinic.at('09:30', addDays(yesterday, -5)),
    };
    const as = service.person('ADMIN');
    const booked = await service.ask('POST', clinic.daysOf(doctor, yesterday), { as, body, key: randomUUID() });
    expect(booked.status).to.equal(201);
    visit = `${clinic.daysOf(doctor, yesterday)}/${booked.body.appointmentId}`;
  });

  const complete = () =>
    service.ask('POST', `${visit}/completion`, { as: doctor.person, body: { doctorNotes: 'All well' } });
  const rate = (body: object = { rating: 4, comments: 'Listens.' }, as: Person = patient.person) =>
    service.ask('POST', `${visit}/rating`, { as, body });

  it('are given once, after the visit', async () => {
    const early = await rate();
    expect([early.status, early.body.code, early.body.appointmentStatus]).to.deep.equal([
      409,
      'not-completed',
      'CONFIRMED',
    ]);
    expect((await complete()).status).to.equal(200);
    const [first, again, other] = [await rate(), await rate(), await rate({ rating: 1 })];
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect([other.status, other.body.code]).to.deep.equal([409, 'already-rated']);
    const events = await service.eventsIn(`feedback-${visit.split('/').at(-1)}`);
    expect(events.map(({ type }) => type)).to.deep.equal(['VisitRated']);
    expect(JSON.stringify(events)).not.to.contain('Listens');
  });

  it('are given by whoever looks after the patient, and by nobody else', async () => {
    await complete();
    for (const as of [service.person('PATIENT'), service.person('ADMIN')]) {
      const { status, body } = await rate({ rating: 5 }, as);
      expect([status, body.code]).to.deep.equal([404, 'appointment-not-found']);
    }
    expect((await rate({ rating: 5 }, doctor.person)).status).to.equal(403);
  });

  it('run from one to five', async () => {
    await complete();
    for (const rating of [0, 6, 2.5, '4', null]) expect((await rate({ rating })).status, String(rating)).to.equal(400);
  });
});
