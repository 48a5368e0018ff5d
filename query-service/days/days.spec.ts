import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { ana, appointment, asPatient, booked, cancelled, tuesday } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import {
  anAdmin,
  anAuditor,
  anotherDoctor,
  everyPage,
  patientAccount,
  type Service,
  startService,
  theDoctor,
} from '../spec/service.ts';

const at = (n: number, hour: string, events: DoctorDayEvent[] = booked(n)): DoctorDayEvent[] =>
  events.map(
    (event) =>
      ({
        ...event,
        data: { ...event.data, startsAt: `${tuesday}T${hour}:00:00.000Z`, endsAt: `${tuesday}T${hour}:30:00.000Z` },
      }) as DoctorDayEvent,
  );

describe('GET /queries/doctors/{doctorId}/days/{date}', () => {
  let service: Service;
  const path = `/doctors/${ana}/days/${tuesday}`;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), ...person(3));
    await service.tell(...at(3, '17'), ...at(1, '13'), ...at(2, '16'));
    await service.tell(...at(2, '16', [cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z')]));
  });
  after(() => service.stop());

  it('shows the doctor their day, by time, cancelled visits included', async () => {
    const { status, body } = await service.get(path, theDoctor);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ date: tuesday, zone: 'America/Sao_Paulo', next: null });
    const shown = body.appointments.map((each: Record<string, string>) => [
      each.appointmentId,
      each.status,
      each.patientName,
    ]);
    expect(shown).to.deep.equal([
      [appointment(1), 'CONFIRMED', 'Bia Costa 1'],
      [appointment(2), 'CANCELLED', 'Bia Costa 2'],
      [appointment(3), 'CONFIRMED', 'Bia Costa 3'],
    ]);
    expect((await service.get(path, anAdmin)).body.appointments).to.have.length(3);
  });

  it('is empty on another day', async () => {
    const { body } = await service.get(`/doctors/${ana}/days/2026-11-25`, theDoctor);
    expect(body.appointments).to.deep.equal([]);
  });

  it('comes in pages if it must', async () => {
    const pages = await everyPage(service, path, 2, theDoctor);
    expect(pages.map((page) => page.length)).to.deep.equal([2, 1]);
  });

  it('is nobody else’s, and nobody learns whether there is such a doctor', async () => {
    const { correlationId: _, ...missing } = (
      await service.get(`/doctors/00000000-0000-4000-8000-000000999999/days/${tuesday}`, anotherDoctor)
    ).body;
    const { status, body } = await service.get(path, anotherDoctor);
    const { correlationId: _own, ...said } = body;
    expect([status, said]).to.deep.equal([404, missing]);
    for (const who of [patientAccount(1), anAuditor]) expect((await service.get(path, who)).status).to.equal(403);
    expect((await service.get(path)).status).to.equal(401);
  });

  it('GET /queries/doctors/{doctorId}/requests shows what waits for an answer, on whatever day', async () => {
    const asked = `/doctors/${ana}/requests`;
    expect((await service.get(asked, theDoctor)).body).to.deep.equal({ items: [], next: null });
    await service.tell(...at(5, '15', booked(5, 'requested')), ...at(4, '14', booked(4, 'requested')));
    const { body } = await service.get(asked, theDoctor);
    const shown = body.items.map((each: Record<string, string>) => [each.appointmentId, each.status]);
    expect(shown).to.deep.equal([
      [appointment(4), 'REQUESTED'],
      [appointment(5), 'REQUESTED'],
    ]);
    expect(body.items[0].possible).to.include('accept');
    const pages = await everyPage(service, asked, 1, theDoctor);
    expect(pages.map((page) => page.length)).to.deep.equal([1, 1]);
    expect((await service.get(asked, anotherDoctor)).status).to.equal(404);
    expect((await service.get(asked, anAuditor)).status).to.equal(403);
  });

  it('GET /queries/doctors/{doctorId}/weeks/{date} shows seven days at a glance, without what was cancelled', async () => {
    const asked = (date: string) => `/doctors/${ana}/weeks/${date}`;
    const { status, body } = await service.get(asked('2026-11-18'), theDoctor);
    expect([status, body.today]).to.deep.equal([200, '2026-11-20']);
    expect(body.days.map(({ date }: { date: string }) => date)).to.deep.equal(
      ['18', '19', '20', '21', '22', '23', '24'].map((day) => `2026-11-${day}`),
    );
    const visits = body.days[6].visits as Record<string, string>[];
    expect(body.days[6].zone).to.equal('America/Sao_Paulo');
    expect(visits.map(({ appointmentId }) => appointmentId)).to.include.members([appointment(1), appointment(3)]);
    expect(visits.map(({ appointmentId }) => appointmentId)).not.to.include(appointment(2));
    expect(visits[0]).to.deep.equal({
      appointmentId: appointment(1),
      ...{ from: '10:00', to: '10:30' },
      status: 'CONFIRMED',
      patientName: 'Bia Costa 1',
      visitType: 'Consultation',
    });
    const before = await service.get(asked('2026-11-17'), anAdmin);
    expect(before.body.days.flatMap(({ visits }: { visits: unknown[] }) => visits)).to.deep.equal([]);
    expect((await service.get(asked('2026-11-18'), anotherDoctor)).status).to.equal(404);
    expect((await service.get(asked('2026-11-18'), patientAccount(1))).status).to.equal(403);
  });

  it('refuses days that do not exist', async () => {
    expect((await service.get(`/doctors/${ana}/days/2026-02-30`, theDoctor)).status).to.equal(400);
  });
});
