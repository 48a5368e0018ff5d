import { appointment, asAdmin, asPatient, booked, cancelled, visit } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person, registered } from '@careconnect/projectors/spec/people.ts';
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

const idOf = ({ appointmentId }: { appointmentId: string }) => appointmentId;
const nobodys = '00000000-0000-4000-8000-000000999999';

describe('Queries about one appointment', () => {
  let service: Service;
  const owner = patientAccount(1);
  const path = `/appointments/${appointment(1)}`;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), registered(99, { role: 'ADMIN', name: 'Olga' }));
    await service.tell(...booked(1));
  });
  after(() => service.stop());

  for (const at of [path, `${path}/history`]) {
    describe(`GET /queries${at}`, () => {
      it('is for its owner, its doctor, admins and auditors', async () => {
        for (const who of [owner, theDoctor, anAdmin, anAuditor])
          expect((await service.get(at, who)).status, who.role).to.equal(200);
      });

      it('answers everybody else exactly as if there were none', async () => {
        const { correlationId: _, ...missing } = (await service.get(at.replace(appointment(1), nobodys), owner)).body;
        for (const who of [patientAccount(2), anotherDoctor]) {
          const { status, body } = await service.get(at, who);
          const { correlationId: _own, ...said } = body;
          expect([status, said], who.role).to.deep.equal([404, missing]);
        }
        expect((await service.get(at)).status).to.equal(401);
      });
    });
  }

  it('tells each role what it may do now', async () => {
    const may = async (who: typeof owner) => (await service.get(path, who)).body.cancellable;
    expect(await may(owner)).to.deep.equal({ allowed: true, until: '2026-11-23T12:30:00.000Z' });
    expect(await may(theDoctor)).to.deep.equal({ allowed: true, until: null });
    expect(await may(anAdmin)).to.deep.equal({ allowed: true, until: null });
    expect(await may(anAuditor)).to.deep.equal({ allowed: false, until: null });
  });

  it('tells how it came to be, in order', async () => {
    const position = await service.tell(cancelled(1, asAdmin, '2026-11-21T08:00:00.000Z'));
    const { body } = await service.get(`${path}/history?position=${position}`, owner);
    const recordedAt = '2026-11-20T12:00:00.000Z';
    const at = '2026-11-20T12:00:00.000Z';
    expect(body).to.deep.equal({
      items: [
        { type: 'AppointmentRequested', at, revision: 0, by: { role: 'PATIENT', name: 'Patient 1' }, recordedAt },
        { type: 'AppointmentAccepted', at, revision: 1, by: { policy: true }, recordedAt },
        { type: 'AppointmentConfirmed', at, revision: 2, by: { policy: true }, recordedAt },
        {
          type: 'AppointmentCancelled',
          at: '2026-11-21T08:00:00.000Z',
          revision: 3,
          by: { role: 'ADMIN', name: 'Olga' },
          reason: 'Feeling better',
          recordedAt,
        },
      ],
      next: null,
    });
    const pages = await everyPage(service, `${path}/history`, 3, owner);
    expect(pages).to.deep.equal([body.items.slice(0, 3), body.items.slice(3)]);
  });

  it('shows the words of an erased patient to nobody', async () => {
    const [requested, ...rest] = booked(2);
    await service.tell(requested as never, ...rest, {
      ...cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z'),
      data: { ...cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z').data, reason: null },
    });
    const { body } = await service.get(`/appointments/${appointment(2)}`, anAdmin);
    expect(body.cancelled).to.deep.include({ reason: null });
    const history = await service.get(`/appointments/${appointment(2)}/history`, anAdmin);
    expect(history.body.items.at(-1)).to.include({ reason: null });
  });

  it('shows what is archived as before, to the same eyes, alone and in lists', async () => {
    const all = [owner, theDoctor, anAdmin, anAuditor];
    const before = await Promise.all(all.map((who) => service.get(path, who)));
    const data = {
      ...visit(1),
      status: 'CANCELLED',
      by: { policy: true },
      archivedAt: '2027-02-01T08:00:00.000Z',
    } as const;
    await service.tell({ type: 'AppointmentArchived', data });
    expect((await service.pool.query('SELECT FROM archived_appointments')).rowCount).to.equal(1);
    for (const [k, who] of all.entries())
      expect((await service.get(path, who)).body, who.role).to.deep.equal(before[k]?.body);
    const history = await service.get(`${path}/history`, anAuditor);
    expect(history.body.items.at(-1)).to.include({ type: 'AppointmentArchived', at: '2027-02-01T08:00:00.000Z' });
    service.clock.now = '2027-02-02T00:00:00.000Z';
    const past = await service.get('/me/appointments?when=past', owner);
    expect(past.body.items.map(idOf)).to.deep.equal([appointment(1)]);
    const day = await service.get(`/doctors/${theDoctor.userId}/days/2026-11-24`, theDoctor);
    expect(day.body.appointments.map(idOf)).to.include(appointment(1));
  });
});
