import { ana, appointment, asPatient, booked, cancelled, user } from '@careconnect/domain/spec/clinic.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { digestOf } from '@careconnect/platform/auth/secrets.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import ICAL from 'ical.js';
import { patientAccount, type Service, startService, theDoctor } from '../spec/service.ts';

const madeAt = '2026-11-20T12:00:00.000Z';
const made = (secret: string, userId = user(1)): UserEvent => ({
  type: 'CalendarFeedMade',
  data: { userId, digest: digestOf(secret), madeAt },
});

/** As another library reads it. */
const read = (file: string) => {
  const calendar = new ICAL.Component(ICAL.parse(file));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), String(zone.getFirstPropertyValue('tzid')));
  return calendar.getAllSubcomponents('vevent').map((each) => {
    const { uid, sequence, summary, description, location, startDate } = new ICAL.Event(each);
    const of = (name: string) => String(each.getFirstPropertyValue(name));
    return { uid, sequence, summary, description, location, start: startDate, status: of('status'), url: of('url') };
  });
};

describe('Calendar feeds', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ PUBLIC_URL: 'https://care.example' });
    await service.tell(...drAna, ...person(1), ...person(2));
  });
  afterEach(() => service.stop());

  const follow = (secret: string, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/queries/calendars/${secret}.ics`, { headers });
  const events = async (secret: string) => read(await (await follow(secret)).text());
  const [rosas, anas] = ['r'.repeat(43), 'a'.repeat(43)];

  it('tell an account’s visits on the clock of the clinic, as letters do, and name no patient', async () => {
    await service.tell(...booked(1), ...booked(2), made(rosas));
    const answer = await follow(rosas);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).to.deep.equal([
      ...[200, 'text/calendar; charset=utf-8', 'private, no-cache'],
    ]);
    const file = await answer.text();
    const [visit, ...others] = read(file);
    expect(others).to.deep.equal([]);
    expect(visit).to.deep.include({
      uid: `${appointment(1)}@careconnect`,
      summary: 'Ana Júlia Araújo, Cardiology',
      description: 'Consultation',
      location: 'Rua Augusta 100, São Paulo',
      status: 'CONFIRMED',
      url: `https://care.example/appointments/${appointment(1)}`,
    });
    expect(visit?.start.toString()).to.equal('2026-11-24T09:30:00');
    expect(visit?.start.toJSDate().toISOString()).to.equal('2026-11-24T12:30:00.000Z');
    expect(file).not.to.match(/Bia|Costa/);
  });

  it('tell a doctor’s visits without whose they are', async () => {
    await service.tell(...booked(1), made(anas, theDoctor.userId as never));
    const file = await (await follow(anas)).text();
    expect(read(file).map(({ uid, summary }) => [uid, summary])).to.deep.equal([
      [`${appointment(1)}@careconnect`, 'Consultation'],
    ]);
    expect(file).not.to.match(/Bia|Costa/);
  });

  it('tell of what is not sure yet, and of what was cancelled for a month, as a later version', async () => {
    await service.tell(made(rosas), ...booked(1, 'requested'));
    const [asked] = await events(rosas);
    await service.tell(cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
    const [over] = await events(rosas);
    expect([asked?.status, over?.status]).to.deep.equal(['TENTATIVE', 'CANCELLED']);
    expect(over?.uid).to.equal(asked?.uid);
    expect(over?.sequence).to.be.greaterThan(asked?.sequence ?? Number.POSITIVE_INFINITY);
    service.clock.now = '2026-12-21T09:00:00.000Z';
    expect(await events(rosas)).to.deep.equal([]);
  });

  it('reach back thirty days', async () => {
    await service.tell(made(rosas), made(anas, theDoctor.userId as never), ...booked(1));
    const shown = async () => [(await events(rosas)).length, (await events(anas)).length];
    service.clock.now = '2026-12-24T12:30:00.000Z';
    expect(await shown()).to.deep.equal([1, 1]);
    service.clock.now = '2026-12-24T12:31:00.000Z';
    expect(await shown()).to.deep.equal([0, 0]);
  });

  it('are sent again only once something is different', async () => {
    await service.tell(made(rosas), ...booked(1));
    const etag = (await follow(rosas)).headers.get('etag') ?? '';
    const again = await follow(rosas, { 'If-None-Match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).to.deep.equal([304, '', etag]);
    await service.tell(cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'));
    const changed = await follow(rosas, { 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).to.deep.equal([200, false]);
  });

  it('are not there for who has no address of today, whatever is wrong with it', async () => {
    const said = async (secret: string) => {
      const answer = await follow(secret, { 'If-None-Match': '*' });
      const { correlationId: _, ...body } = (await answer.json()) as Record<string, unknown>;
      const headers = [...answer.headers].filter(([name]) => !/^(x-.*-id|date)$/.test(name));
      return { status: answer.status, headers, body };
    };
    const never = await said('x'.repeat(43));
    expect(never).to.deep.include({ status: 404 });
    await service.tell(...booked(1), made('first'), made('second'));
    for (const secret of ['first', 'x', digestOf('second')]) expect(await said(secret), secret).to.deep.equal(never);
    expect((await follow('second')).status).to.equal(200);
    await service.tell({ type: 'CalendarFeedRevoked', data: { userId: user(1), revokedAt: madeAt } });
    expect(await said('second'), 'revoked').to.deep.equal(never);
    await service.tell(made('third'), {
      type: 'UserDeactivated',
      data: { userId: user(1), era: 1, deactivatedAt: madeAt },
    });
    expect(await said('third'), 'deactivated').to.deep.equal(never);
  });

  it('end with the person', async () => {
    await service.tell(...booked(1), made(rosas));
    expect((await follow(rosas)).status).to.equal(200);
    const gone = { userId: user(1), by: 'OWNER', emailHash: null, contactId: null, era: 1, erasedAt: madeAt } as const;
    await service.tell({ type: 'UserErased', data: gone });
    expect((await follow(rosas)).status).to.equal(404);
  });

  it('are known to their owner by when they were made', async () => {
    const rosa = patientAccount(1);
    const shown = async (as = rosa) => (await service.get('/me/calendar-feed', as)).body;
    expect(await shown()).to.deep.equal({ madeAt: null });
    await service.tell(made(rosas));
    expect([await shown(), await shown(patientAccount(2))]).to.deep.equal([{ madeAt }, { madeAt: null }]);
    await service.tell({ type: 'CalendarFeedRevoked', data: { userId: user(1), revokedAt: madeAt } });
    expect(await shown()).to.deep.equal({ madeAt: null });
  });

  it('stay within bounds, however busy a doctor is', async () => {
    await service.tell(made(anas, theDoctor.userId as never), ...booked(1));
    await service.pool.query(
      `WITH copies AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 2500) n), details AS (
         INSERT INTO read.appointment_details (appointment_id, doctor_id, patient_id, user_id, date, zone, starts_at, ends_at,
                                               holds_slot, status, position)
         SELECT id, doctor_id, patient_id, user_id, (starts_at + (n - 1250) * interval '15 min')::date, zone,
                starts_at + (n - 1250) * interval '15 min', ends_at + (n - 1250) * interval '15 min', false, 'COMPLETED', position
           FROM copies, read.appointment_details WHERE appointment_id = $1)
       INSERT INTO archived_appointments (appointment_id, patient_id, doctor_id, date, time, status, created_at, updated_at)
       SELECT id, patient_id, doctor_id, date, time, 'COMPLETED', now(), now()
         FROM copies, appointments WHERE appointment_id = $1`,
      [appointment(1)],
    );
    expect(await events(anas)).to.have.lengthOf.at.most(2_000);
    expect((await events(anas)).map(({ uid }) => uid)).to.include(`${appointment(1)}@careconnect`);
  });

  it('belong to whoever has visits', async () => {
    expect((await service.get('/me/calendar-feed', { userId: ana, role: 'AUDITOR' })).status).to.equal(403);
  });
});
