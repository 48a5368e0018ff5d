import {
  ana,
  appointment,
  asDoctor,
  asPatient,
  ben,
  block,
  booked,
  cancelled,
  patient,
  tuesday,
} from '@careconnect/domain/spec/clinic.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, anAuditor, patientAccount, type Service, startService, theDoctor } from '../../spec/service.ts';

const leave = {
  ...{ blockId: block(1), doctorId: ana, date: tuesday, from: '13:00', to: '15:00', zone: 'America/Sao_Paulo' },
  ...{ startsAt: '2026-11-24T16:00:00.000Z', endsAt: '2026-11-24T18:00:00.000Z' },
};

describe("A doctor's day, replayed", () => {
  let service: Service;
  const stream = doctorDayStream(ana, tuesday);
  before(async () => {
    service = await startService();
    const blocked = { ...leave, reason: 'Congress', by: asDoctor, blockedAt: '2026-11-20T13:00:00.000Z', kept: [] };
    await service.tell(...drAna, ...person(1), ...booked(1), { type: 'TimeBlocked', data: blocked });
    await service.tell(cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
  });
  after(() => service.stop());

  const path = `/journal/days/${ana}/${tuesday}`;
  const at = async (when?: string) => {
    const { status, body } = await service.get(when === undefined ? path : `${path}?at=${when}`, anAuditor);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };
  const visit = {
    ...{ appointmentId: appointment(1), patientId: patient(1), time: '09:30', zone: 'America/Sao_Paulo' },
    ...{ startsAt: '2026-11-24T12:30:00.000Z', endsAt: '2026-11-24T13:00:00.000Z', visitType: 'Consultation' },
    ...{ status: 'REQUESTED', ended: null, checkedInAt: null, left: null, archived: false },
  };

  const whileAltered = async (revision: number, data: string, looking: () => Promise<void>): Promise<void> => {
    const whole = await service.pool.query(
      'SELECT data::text AS data FROM journal.events WHERE stream_name = $1 AND revision = $2',
      [stream, revision],
    );
    const change = (sql: string, ...more: string[]) =>
      service.pool.query(`UPDATE journal.events SET data = ${sql} WHERE stream_name = $1 AND revision = $2`, [
        ...[stream, revision],
        ...more,
      ]);
    await change(data);
    await looking().finally(() => change('$3::json', whole.rows[0].data));
  };

  it('is for auditors and admins', async () => {
    expect((await service.get(path, anAdmin)).status).to.equal(200);
    for (const as of [patientAccount(1), theDoctor]) expect((await service.get(path, as)).status).to.equal(403);
  });

  it('stands as it stood after each of its events, and tells what that one changed', async () => {
    const requested = await at('0');
    expect(requested).to.deep.include({ doctorId: ana, date: tuesday, stream, events: 5, chain: { holds: true } });
    expect(requested.event).to.include({ type: 'AppointmentRequested', revision: 0 });
    expect(requested.visits).to.have.length(1);
    expect(requested.visits[0]).to.deep.include(visit);
    expect(requested.changed).to.deep.equal({ visits: [{ before: null, after: requested.visits[0] }], blocked: [] });

    const confirmed = await at('2');
    expect(confirmed.visits[0]).to.include({ status: 'CONFIRMED' });
    expect(confirmed.changed.visits[0].before).to.include({ status: 'PENDING' });

    const blocked = await at('3');
    expect(blocked.blocked).to.deep.equal([
      {
        blockId: block(1),
        from: '13:00',
        to: '15:00',
        zone: leave.zone,
        startsAt: leave.startsAt,
        endsAt: leave.endsAt,
      },
    ]);
    expect(blocked.changed).to.deep.equal({ visits: [], blocked: [{ before: null, after: blocked.blocked[0] }] });

    const now = await at();
    expect(now.event).to.include({ type: 'AppointmentCancelled', revision: 4 });
    expect(now.event.data.reason).to.have.all.keys('$sealed');
    expect(now.visits[0]).to.include({ status: 'CANCELLED', ended: 'cancelled' });
    expect(await at('99')).to.deep.equal(now);
  });

  it('stands as it stood at an instant', async () => {
    expect((await at('2026-11-20T12:00:00Z')).event.revision).to.equal(4);
    const before = await at('2026-11-20T11:59:59.999Z');
    expect(before).to.deep.include({ events: 5, event: null, visits: [], blocked: [], chain: { holds: true } });
    expect(before.changed).to.deep.equal({ visits: [], blocked: [] });
  });

  it('is not there when nothing has ever happened on it', async () => {
    expect((await service.get(`/journal/days/${ben}/${tuesday}`, anAuditor)).status).to.equal(404);
  });

  it('refuses what is neither a revision nor an instant', async () => {
    for (const wrong of ['-1', '1.5', 'now', '2026-11-24', '9999999999'])
      expect((await service.get(`${path}?at=${wrong}`, anAuditor)).status, wrong).to.equal(400);
  });

  it('says where the chain of hashes breaks, and goes no further', async () => {
    await whileAltered(1, `replace(data::text, '09:30', '10:30')::json`, async () => {
      for (const when of [undefined, '1', '3']) {
        const broken = await at(when);
        expect(broken.chain).to.deep.equal({
          ...{ holds: false, revision: 2, type: 'AppointmentConfirmed' },
          why: 'it names another event as the one before it',
        });
        // The second event may be the one that was altered, so the first is the last that is anybody's word.
        expect(broken.event).to.include({ revision: 0 });
      }
      expect((await at('0')).chain).to.deep.equal({ holds: true });
    });
    expect((await at()).chain).to.deep.equal({ holds: true });
  });

  it('says so when the newest event, for which none vouches yet, is none that the rules know', async () => {
    await whileAltered(4, `'null'`, async () => {
      const broken = await at();
      expect(broken.chain).to.include({ holds: false, revision: 4, why: 'the rules know no such event' });
      expect(broken.event).to.include({ revision: 3 });
    });
  });

  it('says so when the first event is none that the rules know', () =>
    whileAltered(0, `'{}'`, async () => {
      const broken = await at();
      expect(broken.chain).to.include({ holds: false, revision: 1 });
      expect([broken.event, broken.visits]).to.deep.equal([null, []]);
    }));
});
