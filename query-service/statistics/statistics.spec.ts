import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import {
  ana,
  appointment,
  asDoctor,
  asPatient,
  booked,
  cancelled,
  tuesday,
  visit,
} from '@careconnect/domain/spec/clinic.ts';
import { drAna, person, registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, type Service, startService, theDoctor } from '../spec/service.ts';

/** At the n-th half hour from 09:00. */
const at = (n: number, events: DoctorDayEvent[]): DoctorDayEvent[] =>
  events.map((event) => {
    const start = Date.parse('2026-11-24T12:00:00.000Z') + n * 30 * 60_000;
    const [startsAt, endsAt] = [start, start + 30 * 60_000].map((ms) => new Date(ms).toISOString());
    return { ...event, data: { ...event.data, startsAt, endsAt } } as DoctorDayEvent;
  });

const missed: DoctorDayEvent = {
  type: 'PatientDidNotShow',
  data: { ...visit(3), by: asDoctor, refundPercent: 0, paymentId: null, notedAt: '2026-11-24T14:00:00.000Z' },
};

describe('GET /queries/statistics', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), ...person(3), ...person(4));
    for (const n of [1, 2, 3, 4]) await service.tell(...at(n, booked(n)));
    await service.tell(...at(2, [cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z')]), ...at(3, [missed]));
  });
  after(() => service.stop());

  it('counts people, and appointments by status, day and specialization', async () => {
    const { status, body } = await service.get('/statistics?from=2026-11-23&days=3', anAdmin);
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      from: '2026-11-23',
      to: '2026-11-25',
      users: [
        { role: 'PATIENT', users: 4 },
        { role: 'DOCTOR', users: 1 },
      ],
      appointments: 4,
      byStatus: [
        { status: 'CANCELLED', appointments: 2 },
        { status: 'CONFIRMED', appointments: 2 },
      ],
      byDay: [
        { date: '2026-11-23', appointments: 0, cancelled: 0, noShows: 0 },
        { date: tuesday, appointments: 4, cancelled: 1, noShows: 1 },
        { date: '2026-11-25', appointments: 0, cancelled: 0, noShows: 0 },
      ],
      peopleByDay: ['2026-11-23', tuesday, '2026-11-25'].map((date) => ({
        ...{ date, newUsers: 0, users: 5, newDoctors: 0, doctors: 1 },
      })),
      bySpecialization: [{ specialization: 'Cardiology', appointments: 4 }],
      cancelledPercent: 25,
      noShowPercent: 25,
      // One of five hours.
      utilisationPercent: 20,
      revenue: [],
    });
  });

  it('finds the same in ten years', async () => {
    const { body } = await service.get('/statistics?from=2020-01-01&days=3660', anAdmin);
    expect(body.byDay).to.have.length(3660);
    expect(body.byDay.find(({ date }: { date: string }) => date === tuesday)).to.deep.equal({
      ...{ date: tuesday, appointments: 4, cancelled: 1, noShows: 1 },
    });
    expect(body.bySpecialization).to.deep.equal([{ specialization: 'Cardiology', appointments: 4 }]);
  });

  it('tells how many accounts were made on each day, and how many there were at its end', async () => {
    await service.tell(registered(5, { registeredAt: '2026-11-03T23:59:00.000Z', role: 'DOCTOR' }));
    const { body } = await service.get('/statistics?from=2026-10-31&days=4', anAdmin);
    expect(body.peopleByDay).to.deep.equal([
      { date: '2026-10-31', newUsers: 0, users: 0, newDoctors: 0, doctors: 0 },
      { date: '2026-11-01', newUsers: 5, users: 5, newDoctors: 1, doctors: 1 },
      { date: '2026-11-02', newUsers: 0, users: 5, newDoctors: 0, doctors: 1 },
      { date: '2026-11-03', newUsers: 1, users: 6, newDoctors: 1, doctors: 2 },
    ]);
    const later = await service.get('/statistics?from=2026-11-03&days=2', anAdmin);
    expect(later.body.peopleByDay.map(({ users }: { users: number }) => users)).to.deep.equal([6, 6]);
    expect(later.body.users).to.deep.include({ role: 'DOCTOR', users: 2 });
  });

  it('knows how often each day of the week comes', async () => {
    const utilised = async (query: string) =>
      (await service.get(`/statistics?${query}`, anAdmin)).body.utilisationPercent;
    // One hour of four Tuesdays, of three, of one: five hours each.
    expect(await utilised('from=2026-11-10&days=22')).to.equal(5);
    expect(await utilised('from=2026-11-11&days=21')).to.equal(6.7);
    expect(await utilised('from=2026-11-24&days=7')).to.equal(20);
  });

  it('knows no part of nothing', async () => {
    const { body } = await service.get('/statistics?from=2026-11-28&days=1', anAdmin);
    expect(body).to.include({ appointments: 0, cancelledPercent: null, noShowPercent: null, utilisationPercent: null });
  });

  it('is for ten years at the most', async () => {
    for (const query of ['', 'from=2026-11-24&days=3661', 'from=2026-02-30'])
      expect((await service.get(`/statistics?${query}`, anAdmin)).status, query).to.equal(400);
  });

  it('GET /queries/doctors/{doctorId}/days counts the days of one doctor', async () => {
    const { body } = await service.get(`/doctors/${ana}/days?from=2026-11-23&days=2`, theDoctor);
    expect(body.today).to.equal('2026-11-20');
    const none = ['REQUESTED', 'PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED'].map((status) => ({
      status,
      appointments: 0,
    }));
    expect(body.days.map(({ date }: { date: string }) => date)).to.deep.equal(['2026-11-23', tuesday]);
    expect(body.days[0].counts).to.have.deep.members(none);
    expect(body.days[1].counts).to.deep.include.members([
      { status: 'CONFIRMED', appointments: 2 },
      { status: 'CANCELLED', appointments: 2 },
    ]);
  });

  it('GET /queries/appointments/{appointmentId}/patient-visits shows the doctor what there was, and their own notes', async () => {
    const done = { ...visit(1), by: asDoctor, doctorNotes: 'Rest.', completedAt: '2026-11-24T14:00:00.000Z' };
    await service.tell(...at(1, [{ type: 'AppointmentCompleted', data: done }]));
    const path = `/appointments/${appointment(1)}/patient-visits`;
    const { body } = await service.get(path, theDoctor);
    expect(body.items).to.have.length(1);
    expect(body.items[0]).to.include({ appointmentId: appointment(1), status: 'COMPLETED', doctorNotes: 'Rest.' });
    expect((await service.get(path, anAdmin)).body.items[0]).to.include({ doctorNotes: null });
  });
});
