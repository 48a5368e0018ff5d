import { accountOf } from '@careconnect/domain/ids.ts';
import {
  ana,
  appointment,
  asPatient,
  booked,
  cancelled,
  patient,
  tuesday,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import {
  anAdmin,
  anAuditor,
  everyPage,
  patientAccount,
  type Service,
  startService,
  theDoctor,
} from '../spec/service.ts';
import { mostLookedAt } from './journal.ts';

type Item = Record<string, unknown> & { type: string; data: Record<string, unknown>; correlationId: string };

describe('The journal', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2), ...booked(2), ...booked(1));
    await service.tell(cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
    // Who did it, when, and out of which request stands in the metadata: one visit was booked by its patient in one request.
    await service.pool.query(
      `UPDATE journal.events SET actor_id = $1, actor_role = 'PATIENT', correlation_id = $2, recorded_at = '2026-11-21T08:00:00Z'
        WHERE subjects @> ARRAY[$3]::uuid[] AND category = 'doctorDay'`,
      [user(1), patient(9), appointment(1)],
    );
  });
  after(() => service.stop());

  const ask = async (filters: Record<string, string>, as = anAuditor) => {
    const { status, body } = await service.get(`/journal?${new URLSearchParams(filters)}`, as);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as { items: Item[]; next: string | null };
  };
  const typesOf = async (filters: Record<string, string>) => (await ask(filters)).items.map(({ type }) => type);
  const booking = ['AppointmentConfirmed', 'AppointmentAccepted', 'AppointmentRequested'];
  const all = ['AppointmentCancelled', ...booking];

  it('is for auditors and admins', async () => {
    for (const as of [anAuditor, anAdmin]) expect((await service.get('/journal', as)).status).to.equal(200);
    for (const as of [patientAccount(1), theDoctor]) expect((await service.get('/journal', as)).status).to.equal(403);
  });

  it('tells what happened, the newest first, and who did it out of which request', async () => {
    const { items, next } = await ask({ limit: '1' });
    const [{ position, eventId, causationId, data, ...event } = {} as Item] = items;
    expect(event).to.deep.equal({
      stream: doctorDayStream(ana, tuesday),
      revision: 6,
      type: 'AppointmentCancelled',
      recordedAt: '2026-11-21T08:00:00.000Z',
      actor: { userId: user(1), role: 'PATIENT' },
      correlationId: patient(9),
      imported: false,
    });
    expect([position, eventId, causationId].map((each) => typeof each)).to.deep.equal(['string', 'string', 'string']);
    expect(data).to.include({ appointmentId: appointment(1), refundPercent: 100 });
    expect(next).to.be.a('string');
  });

  it('leaves sealed what was sealed', async () => {
    const [cancellation] = (await ask({ type: 'AppointmentCancelled' })).items;
    expect(cancellation?.data.reason).to.have.all.keys('$sealed');
    const { items } = await ask({ subject: user(1), type: 'UserRegistered' });
    expect(items[0]?.data.name).to.have.all.keys('$sealed');
    expect(JSON.stringify(items)).to.not.include('Patient 1');
  });

  it('is asked by what an event is about', async () => {
    expect(await typesOf({ subject: appointment(1) })).to.deep.equal(all);
    expect(await typesOf({ subject: patient(1) })).to.deep.equal([...all, 'PatientAdded']);
    expect(await typesOf({ subject: user(1) })).to.deep.equal([...all, 'PatientAdded', 'UserRegistered']);
    expect(await typesOf({ subject: patient(8) })).to.deep.equal([]);
  });

  it('finds of a doctor the days, the calendar and the account', async () => {
    expect(await typesOf({ subject: accountOf(ana) })).to.deep.equal([
      ...['AppointmentCancelled', ...booking, ...booking],
      ...['BookingPolicySet', 'VisitTypesSet', 'WorkingHoursSet', 'DoctorOnboarded', 'UserRegistered'],
    ]);
  });

  it('is asked by stream, by type, by who acted, by cause and by time', async () => {
    expect(await typesOf({ stream: `patient-${patient(2)}` })).to.deep.equal(['PatientAdded']);
    expect(await typesOf({ type: 'AppointmentConfirmed' })).to.have.length(2);
    expect(await typesOf({ actorId: user(1) })).to.deep.equal(all);
    expect(await typesOf({ actorRole: 'PATIENT' })).to.deep.equal(all);
    expect(await typesOf({ actorRole: 'ADMIN' })).to.deep.equal([]);
    expect(await typesOf({ correlationId: patient(9) })).to.deep.equal(all);
    expect(await typesOf({ recordedFrom: '2026-11-21T08:00:00Z' })).to.deep.equal(all);
    expect(await typesOf({ recordedFrom: '2026-11-21T08:00:00.001Z' })).to.deep.equal([]);
    expect((await ask({ recordedTo: '2026-11-20T12:00:00Z', limit: '100' })).items).to.have.length(12);
    expect(await typesOf({ recordedTo: '2026-11-20T11:59:59.999Z' })).to.deep.equal([]);
  });

  it('knows an id however it is spelled', async () => {
    const strange = 'abcdef00-0000-4000-8000-000000000001';
    await service.pool.query('UPDATE journal.events SET actor_id = $1, correlation_id = $1 WHERE type = $2', [
      strange,
      'DoctorOnboarded',
    ]);
    expect(await typesOf({ actorId: strange.toUpperCase() })).to.deep.equal(['DoctorOnboarded']);
    expect(await typesOf({ correlationId: strange.toUpperCase() })).to.deep.equal(['DoctorOnboarded']);
  });

  it('is asked by all of them together', async () => {
    const of = {
      subject: appointment(1),
      stream: doctorDayStream(ana, tuesday),
      actorId: user(1),
      actorRole: 'PATIENT',
      correlationId: patient(9),
      recordedFrom: '2026-11-21T00:00:00Z',
      recordedTo: '2026-11-22T00:00:00Z',
    };
    expect(await typesOf({ ...of, type: 'AppointmentCancelled' })).to.deep.equal(['AppointmentCancelled']);
    const others = {
      ...{ subject: appointment(2), stream: doctorDayStream(ana, '2026-11-25'), actorId: user(2), actorRole: 'DOCTOR' },
      ...{ correlationId: patient(8), recordedFrom: '2026-11-21T09:00:00Z', recordedTo: '2026-11-21T07:00:00Z' },
    };
    for (const [name, value] of Object.entries(others))
      expect(await typesOf({ ...of, [name]: value }), name).to.deep.equal([]);
  });

  it('comes in pages that miss nothing and show nothing twice, whatever it is asked by', async () => {
    for (const filters of ['', `subject=${ana}`, `stream=${doctorDayStream(ana, tuesday)}`, `actorId=${user(1)}`]) {
      const once = (await ask({ ...Object.fromEntries(new URLSearchParams(filters)), limit: '100' })).items;
      const pages = await everyPage(service, `/journal?${filters}`, 2, anAuditor);
      expect(pages.flat(), filters).to.deep.equal(once);
    }
  });

  it('refuses what is no such filter, and names it', async () => {
    const wrong = {
      ...{ subject: 'ana', stream: "doctor-'", type: 'PatientSang', actorId: '1', actorRole: 'NOBODY' },
      ...{ correlationId: '-', recordedFrom: 'today', recordedTo: '2026-11-21' },
    };
    const { status, body } = await service.get(`/journal?${new URLSearchParams(wrong)}`, anAuditor);
    expect(status).to.equal(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).to.have.members(Object.keys(wrong));
  });

  it('bears any instant', async () => {
    for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-02-30T00:00:00Z'])
      for (const name of ['recordedFrom', 'recordedTo']) await ask({ [name]: at });
  });

  it('looks at so many for the rest, and says where to look on', async () => {
    const many = `
      INSERT INTO journal.events (commit_position, prepare_position, stream_name, category, revision, event_id, type, actor_id, imported,
                                  recorded_at, subjects, data, metadata)
      SELECT place, place, 'user-x', 'user', n, gen_random_uuid(), 'PasswordRehashed', $1, false, '2026-11-23T00:00:00Z', '{}', '{}', '{}'
        FROM generate_series(1, ${mostLookedAt}) n, LATERAL (SELECT 1000000 + n AS place) p`;
    await service.pool.query(many, [user(1)]);
    const first = await ask({ actorId: user(1), type: 'AppointmentCancelled' });
    expect(first.items).to.deep.equal([]);
    const second = await ask({ actorId: user(1), type: 'AppointmentCancelled', after: String(first.next) });
    expect(second.items.map(({ type }) => type)).to.deep.equal(['AppointmentCancelled']);
    expect(second.next).to.equal(null);
  });
});
