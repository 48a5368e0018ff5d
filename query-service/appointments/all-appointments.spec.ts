import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { ana, appointment, asPatient, booked, cancelled, patient, user } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, type Service, startService } from '../spec/service.ts';

/** On the n-th of December at 23:30 in São Paulo, which is the day after in UTC. */
const lateOn = (n: number, events: DoctorDayEvent[] = booked(n)): DoctorDayEvent[] =>
  events.map((event) => {
    const next = `2026-12-0${n + 1}`;
    const times = { date: `2026-12-0${n}`, startsAt: `${next}T02:00:00.000Z`, endsAt: `${next}T02:30:00.000Z` };
    return { ...event, data: { ...event.data, ...times } } as DoctorDayEvent;
  });

describe('GET /queries/appointments', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), ...person(3));
    await service.tell(...lateOn(3, booked(3, 'requested')), ...lateOn(1), ...lateOn(2));
    await service.tell(...lateOn(2, [cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z')]));
  });
  after(() => service.stop());

  const found = async (query: string): Promise<string[]> =>
    (await service.get(`/appointments?${query}`, anAdmin)).body.items.map(
      ({ appointmentId }: { appointmentId: string }) => appointmentId,
    );

  it('shows an admin all there is, in order of time', async () => {
    expect(await found('')).to.deep.equal([1, 2, 3].map(appointment));
    const { body } = await service.get('/appointments?limit=1', anAdmin);
    expect(body.items).to.deep.equal([(await service.get(`/appointments/${appointment(1)}`, anAdmin)).body]);
  });

  it('takes dates as the doctors have them', async () => {
    expect(await found('from=2026-12-02')).to.deep.equal([2, 3].map(appointment));
    expect(await found('to=2026-12-02')).to.deep.equal([1, 2].map(appointment));
    expect(await found('from=2026-12-02&to=2026-12-02')).to.deep.equal([appointment(2)]);
    expect((await service.get('/appointments?from=2026-02-30', anAdmin)).status).to.equal(400);
  });

  it('takes a status, a doctor, a patient, an account', async () => {
    expect(await found('status=REQUESTED')).to.deep.equal([appointment(3)]);
    expect(await found('status=CANCELLED')).to.deep.equal([appointment(2)]);
    expect(await found(`doctorId=${ana}&status=CONFIRMED`)).to.deep.equal([appointment(1)]);
    expect(await found(`doctorId=${user(1)}`)).to.deep.equal([]);
    expect(await found(`patientId=${patient(3)}`)).to.deep.equal([appointment(3)]);
    expect(await found(`userId=${user(2)}`)).to.deep.equal([appointment(2)]);
    expect((await service.get("/appointments?status='", anAdmin)).status).to.equal(400);
  });

  it('comes in pages that miss nothing and show nothing twice', async () => {
    const pages = await everyPage(service, '/appointments', 2, anAdmin);
    expect(pages.map((page) => page.length)).to.deep.equal([2, 1]);
  });
});
