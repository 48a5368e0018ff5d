import { randomUUID } from 'node:crypto';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { Absence } from '@careconnect/domain/doctor/events.ts';
import { absenceId as asAbsenceId, doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { followChanges } from '@careconnect/platform/command-handler/freshness.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { expect } from 'chai';
import { createHandlers, type DayHandler } from '../handlers.ts';
import * as clinic from '../spec/clinic.ts';
import { type Service, startService } from '../spec/service.ts';
import { type AbsenceWish, absencesOf } from './absences.ts';

const days = [0, 1, 2, 3].map((day) => addDays(clinic.date, day));
const [first = '', second = '', third = '', last = ''] = days;

describe('An absence over HTTP', () => {
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

  const pathOf = (id: string) => `/doctors/${doctor.doctorId}/absences/${id}`;
  const leave = { firstDate: first, lastDate: last, repeats: 'daily', from: '00:00', to: '24:00', reason: 'Leave' };
  const plan = (id: string, more: object = {}) =>
    service.ask('PUT', pathOf(id), { as: doctor.person, body: { ...leave, ...more } });
  const bookOn = (day: string, time = '09:30') => {
    const body = clinic.booking(doctor, patient, clinic.at(time, day));
    return service.ask('POST', clinic.daysOf(doctor, day), { as: patient.person, key: randomUUID(), body });
  };
  const codeOn = async (day: string, time?: string) => (await bookOn(day, time)).body.code ?? 'booked';

  it('blocks each of its days, and gives them back as one', async () => {
    const id = randomUUID();
    expect((await plan(id)).status).to.equal(201);
    expect((await plan(id)).status).to.equal(200);
    for (const day of days) expect(await codeOn(day), day).to.equal('time-blocked');
    expect(await codeOn(addDays(last, 1))).to.equal('booked');
    const removed = await service.ask('POST', `${pathOf(id)}/removal`, { as: doctor.person, body: {} });
    expect(removed.status).to.equal(200);
    for (const day of days) expect(await codeOn(day), day).to.equal('booked');
    expect((await plan(id)).body.code).to.equal('asked-differently');
  });

  it('blocks one day of each week', async () => {
    const weekly = { repeats: 'weekly', lastDate: addDays(first, 15), from: '09:00', to: '10:00' };
    expect((await plan(randomUUID(), weekly)).status).to.equal(201);
    for (const day of [first, addDays(first, 7), addDays(first, 14)]) {
      expect(await codeOn(day), day).to.equal('time-blocked');
      expect(await codeOn(day, '10:00'), day).to.equal('booked');
    }
    expect(await codeOn(addDays(first, 1))).to.equal('booked');
  });

  it('lists what lies inside on whatever day and blocks nothing, unless told what becomes of it', async () => {
    const booked = [await bookOn(second), await bookOn(last, '10:00')].map(({ body }) => body);
    const id = randomUUID();
    const { status, body } = await plan(id);
    expect([status, body.code]).to.deep.equal([409, 'appointments-inside']);
    const listed = (body.appointments as { appointmentId: string; date: string }[]).map(
      ({ appointmentId, date }) => `${date} ${appointmentId}`,
    );
    expect(listed).to.deep.equal(booked.map(({ date, appointmentId }) => `${date} ${appointmentId}`));
    expect(await codeOn(first)).to.equal('booked');
    expect((await plan(id, { appointments: 'cancel' })).status).to.equal(400);
    expect((await plan(id, { appointments: 'cancel', message: 'I am away' })).status).to.equal(201);
    for (const day of days) expect(await codeOn(day, '12:00'), day).to.equal('time-blocked');
    const gone = `${clinic.daysOf(doctor, second)}/${booked[0]?.appointmentId}`;
    const asked = { as: doctor.person, body: {} };
    expect((await service.ask('POST', `${gone}/confirmation`, asked)).body.appointmentStatus).to.equal('CANCELLED');
  });

  it('keeps what lies inside when told to', async () => {
    const { body } = await bookOn(second);
    expect((await plan(randomUUID(), { appointments: 'keep' })).status).to.equal(201);
    const again = `${clinic.daysOf(doctor, second)}/${body.appointmentId}/confirmation`;
    expect((await service.ask('POST', again, { as: doctor.person, body: {} })).body.status).to.equal('CONFIRMED');
  });

  it('is of another doctor as if that doctor did not exist', async () => {
    const stranger = await clinic.onboard(service);
    const [others, missing] = await Promise.all(
      [pathOf(randomUUID()), `/doctors/${randomUUID()}/absences/${randomUUID()}`].map((path) =>
        service.ask('PUT', path, { as: stranger.person, body: leave }),
      ),
    );
    expect([others?.status, others?.body.code]).to.deep.equal([404, 'doctor-not-found']);
    expect([missing?.status, missing?.body.code]).to.deep.equal([404, 'doctor-not-found']);
  });

  it('is completed by whoever asks again, wherever a process died', async () => {
    const store = connectEventStore({ url: service.eventStore.url });
    const freshness = followChanges({ store, streamPrefixes: ['doctor-'] });
    const { doctors, days: dayHandler } = createHandlers(store, freshness);
    const [doctorId, absenceId] = [asDoctorId(doctor.doctorId), asAbsenceId(randomUUID())];
    const now = new Date().toISOString();
    const absence: Absence = {
      absenceId,
      firstDate: first,
      lastDate: last,
      repeats: 'daily',
      from: '09:00',
      to: '12:00',
    };
    const by = { userId: doctor.person.userId as never, role: 'DOCTOR' } as const;
    const wish: AbsenceWish = { doctorId, absence, reason: null, affected: 'refuse', by, now };
    const contexts = () => ({ commandId: randomUUID(), correlationId: randomUUID(), actor: null, now });

    /** Dies instead of the append after so many. */
    const dyingAfter = (appends: number): DayHandler => {
      let left = appends;
      return {
        ...dayHandler,
        handle: (...asked) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('killed')) : dayHandler.handle(...asked);
        },
      };
    };
    const eventsOn = async (date: string): Promise<DoctorDayEvent['type'][]> => {
      const types: string[] = [];
      for await (const { type } of store.readStream(doctorDayStream(doctorId, date))) types.push(type);
      return types as DoctorDayEvent['type'][];
    };

    for (const appends of [0, 1, 3]) {
      const died = await absencesOf({ doctors, days: dyingAfter(appends) })
        .plan(wish, contexts)
        .catch(String);
      expect(died).to.equal('Error: killed');
    }
    await absencesOf({ doctors, days: dayHandler }).plan(wish, contexts);
    for (const date of [first, second, third, last]) expect(await eventsOn(date), date).to.deep.equal(['TimeBlocked']);

    const withdrawal = { doctorId, absenceId, by, now };
    for (const appends of [0, 2])
      expect(
        await absencesOf({ doctors, days: dyingAfter(appends) })
          .withdraw(withdrawal, contexts)
          .catch(String),
      ).to.equal('Error: killed');
    await absencesOf({ doctors, days: dayHandler }).withdraw(withdrawal, contexts);
    for (const date of days) expect(await eventsOn(date), date).to.deep.equal(['TimeBlocked', 'TimeUnblocked']);
    await freshness.close();
    await store.close();
  });
});
