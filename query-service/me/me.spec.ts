import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { sessionId } from '@careconnect/domain/ids.ts';
import type { SessionStarted } from '@careconnect/domain/session/events.ts';
import {
  ana,
  appointment,
  asPatient,
  booked,
  cancelled,
  consultation,
  patient,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { defaultPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { formatPosition } from '@careconnect/platform/event-store/position.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { readCheckpoint, replaceCheckpoint, withdraw } from '@careconnect/platform/subscription/checkpoint.ts';
import { added, drAna, person, profile, registered } from '@careconnect/projectors/spec/people.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, patientAccount, type Service, startService, theDoctor } from '../spec/service.ts';

/** Appointment n of patient 1, on the n-th day of December. */
const inDecember = (n: number): DoctorDayEvent[] =>
  booked(n).map((event) => {
    const day = `2026-12-${String(n).padStart(2, '0')}`;
    const visit = { patientId: patient(1), userId: user(1), date: day };
    return {
      ...event,
      data: { ...event.data, ...visit, startsAt: `${day}T12:30:00.000Z`, endsAt: `${day}T13:00:00.000Z` },
    } as DoctorDayEvent;
  });

describe('Queries about oneself', () => {
  let service: Service;
  const rosa = patientAccount(1);
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2));
  });
  after(() => service.stop());
  afterEach(() => {
    service.clock.now = '2026-11-20T12:00:00.000Z';
  });

  it('are answered to nobody who is not signed in', async () => {
    for (const path of ['/me', '/me/patients', '/me/appointments'])
      expect((await service.get(path)).status, path).to.equal(401);
  });

  it('GET /queries/me names the account', async () => {
    const { status, body } = await service.get('/me', rosa);
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      userId: user(1),
      role: 'PATIENT',
      name: 'Patient 1',
      email: 'patient1@example.org',
      emailVerified: false,
      secondFactor: false,
    });
    expect((await service.get('/me', anAdmin)).status).to.equal(404);
  });

  describe('GET /queries/me/patients', () => {
    it('lists the people the account looks after, and nobody else', async () => {
      await service.tell(added(3, { userId: user(2), addedAt: '2026-11-04T10:00:00.000Z' }));
      const { body } = await service.get('/me/patients', patientAccount(2));
      expect(body).to.deep.equal({
        items: [2, 3].map((n) => ({
          patientId: patient(n),
          firstName: 'Bia',
          lastName: `Costa ${n}`,
          dateOfBirth: '1990-02-28',
          gender: 'FEMALE',
        })),
        next: null,
      });
      expect(await everyPage(service, '/me/patients', 1, patientAccount(2))).to.deep.equal(
        body.items.map((item: unknown) => [item]),
      );
      expect((await service.get('/me/patients', anAdmin)).body).to.deep.equal({ items: [], next: null });
    });

    it('is for those who book', async () => {
      expect((await service.get('/me/patients', theDoctor)).status).to.equal(403);
    });
  });

  describe('GET /queries/me/appointments', () => {
    before(async () => {
      await service.tell(...booked(2), ...[5, 1, 4, 2, 3].flatMap((n) => inDecember(n + 10)));
    });
    const ids = (n: number[]) => n.map((each) => appointment(each + 10));
    const idsOf = (items: unknown) => (items as { appointmentId: string }[]).map(({ appointmentId }) => appointmentId);

    it('shows all there is to an appointment', async () => {
      const { status, body } = await service.get('/me/appointments', patientAccount(2));
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        items: [
          {
            appointmentId: appointment(2),
            doctorId: ana,
            doctorName: 'Ana Júlia Araújo',
            specialization: 'Cardiology',
            address: profile.address,
            patientId: patient(2),
            patientName: 'Bia Costa 2',
            visitType: consultation,
            date: '2026-11-24',
            time: '09:30',
            zone: 'America/Sao_Paulo',
            startsAt: '2026-11-24T12:30:00.000Z',
            endsAt: '2026-11-24T13:00:00.000Z',
            status: 'CONFIRMED',
            notes: null,
            expiresAt: null,
            checkedInAt: null,
            possible: ['changeTime', 'cancel'],
            cancellable: { allowed: true, until: '2026-11-23T12:30:00.000Z' },
          },
        ],
        next: null,
      });
    });

    it('shows the upcoming ones, next first', async () => {
      service.clock.now = '2026-12-13T12:45:00.000Z';
      const { body } = await service.get('/me/appointments?when=upcoming', rosa);
      expect(idsOf(body.items)).to.deep.equal(ids([3, 4, 5]));
    });

    it('shows the past ones, latest first; a visit is past when it is over', async () => {
      service.clock.now = '2026-12-13T13:00:00.000Z';
      const { body } = await service.get('/me/appointments?when=past', rosa);
      expect(idsOf(body.items)).to.deep.equal(ids([3, 2, 1]));
    });

    it('comes in pages that miss nothing and show nothing twice, both ways', async () => {
      const upcoming = await everyPage(service, '/me/appointments?when=upcoming', 2, rosa);
      expect(upcoming.map(idsOf)).to.deep.equal([ids([1, 2]), ids([3, 4]), ids([5])]);
      service.clock.now = '2027-01-01T00:00:00.000Z';
      const past = await everyPage(service, '/me/appointments?when=past', 2, rosa);
      expect(past.map(idsOf)).to.deep.equal([ids([5, 4]), ids([3, 2]), ids([1])]);
    });

    it('keeps cancelled ones, with who cancelled and why', async () => {
      await service.tell(cancelled(2, asPatient(2), '2026-11-21T08:00:00.000Z'));
      const { body } = await service.get('/me/appointments', patientAccount(2));
      expect(body.items[0]).to.deep.include({
        status: 'CANCELLED',
        cancellable: { allowed: false, until: null },
        cancelled: { by: 'PATIENT', at: '2026-11-21T08:00:00.000Z', reason: 'Feeling better', refundPercent: 100 },
      });
    });

    it('tells that it is too late to cancel online', async () => {
      service.clock.now = '2026-12-11T00:00:00.000Z';
      const { body } = await service.get('/me/appointments?limit=1', rosa);
      expect(body.items[0]).to.deep.include({
        possible: [],
        cancellable: { allowed: false, until: '2026-12-10T12:30:00.000Z' },
      });
    });

    it('refuses what it cannot understand', async () => {
      const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString('base64url');
      for (const query of [
        'when=now',
        `after=${cursor(['2026-02-30T00:00:00.000Z', ana])}`,
        `after=${cursor(['0000-01-01T00:00:00.000Z', ana])}`,
      ])
        expect((await service.get(`/me/appointments?${query}`, rosa)).status, query).to.equal(400);
    });
  });

  it('GET /queries/me/letter-preferences shows the usual, or what was set', async () => {
    const shown = async () => (await service.get('/me/letter-preferences', patientAccount(2))).body;
    expect(await shown()).to.deep.equal(defaultPreferences);
    const wanted = { ...defaultPreferences, language: 'de', phone: '+491701234567' } as const;
    await service.tell({
      type: 'LetterPreferencesSet',
      data: { userId: user(2), ...wanted, setAt: '2026-11-20T12:00:00.000Z' },
    });
    expect(await shown()).to.deep.equal(wanted);
  });

  it('GET /queries/me/letters tells what became of each letter, the latest first', async () => {
    for (const n of [1, 2, 3])
      await service.pool.query(
        `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, position, event, correlation_id,
                                     stream, state, reason, created_at, settled_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), 0, 'verification', 'email', $1, '0', '{}', gen_random_uuid(), '', $2, $3,
                 '2026-11-20T12:00:00.000001Z'::timestamptz + $4::int * interval '1 microsecond', $5)`,
        [user(1), ...(n === 1 ? ['sent', null] : ['skipped', 'the account has no address']), n, '2026-11-20T12:01:00Z'],
      );
    const { body } = await service.get('/me/letters', rosa);
    expect(body.items.map(({ state, reason }: Record<string, string>) => [state, reason])).to.deep.equal([
      ['skipped', 'the account has no address'],
      ['skipped', 'the account has no address'],
      ['sent', null],
    ]);
    const pages = await everyPage(service, '/me/letters', 1, rosa);
    expect(pages.flat()).to.deep.equal(body.items);
    expect((await service.get('/me/letters', patientAccount(2))).body.items).to.deep.equal([]);
  });

  describe('GET /queries/me/sessions', () => {
    const idOf = (n: number) => sessionId(`00000000-0000-4000-8000-00000060000${n}`);
    const started = (n: number, changes: object = {}): SessionStarted => ({
      type: 'SessionStarted',
      data: {
        ...{ sessionId: idOf(n), userId: user(1), era: 0, device: 'Firefox on Linux', network: '203.0.113.0/24' },
        ...{ startedAt: `2026-11-20T0${n}:00:00.000Z`, endsAt: '2026-12-20T00:00:00.000Z', ...changes },
      },
    });
    const shown = async (as = rosa) =>
      (await service.get('/me/sessions', as)).body.items.map(({ sessionId }: { sessionId: string }) => sessionId);
    before(() => service.tell(started(1), started(2), started(3, { userId: user(2) }), started(4), started(5)));

    it('lists where the account is signed in, the latest first, and tells nobody else', async () => {
      const { body } = await service.get('/me/sessions?limit=1', rosa);
      expect(body.items).to.deep.equal([
        {
          sessionId: idOf(5),
          device: 'Firefox on Linux',
          network: '203.0.113.0/24',
          startedAt: '2026-11-20T05:00:00.000Z',
          usedAt: '2026-11-20T05:00:00.000Z',
          endsAt: '2026-12-20T00:00:00.000Z',
        },
      ]);
      expect((await everyPage(service, '/me/sessions', 2, rosa)).map((page) => page.length)).to.deep.equal([2, 2]);
      expect(await shown(patientAccount(2))).to.deep.equal([idOf(3)]);
      expect(await shown(theDoctor)).to.deep.equal([]);
    });

    it('keeps from where sealed in its table', async () => {
      const { rows } = await service.pool.query('SELECT s::text AS row FROM sessions.sessions s');
      for (const { row } of rows)
        expect(row)
          .to.contain('$sealed')
          .and.not.match(/Firefox|203\.0/);
    });

    it('shows none that is over', async () => {
      const ended = {
        sessionId: idOf(1),
        userId: user(1),
        because: 'REVOKED',
        endedAt: '2026-11-20T12:00:00.000Z',
      } as const;
      await service.tell({ type: 'SessionEnded', data: ended });
      expect(await shown()).to.deep.equal([idOf(5), idOf(4), idOf(2)]);
      service.clock.now = '2026-12-20T00:00:00.000Z';
      expect(await shown()).to.deep.equal([]);
    });
  });

  describe('a query that names a position', () => {
    it('waits until what was written there shows', async () => {
      const position = service.nextPosition();
      const asked = service.get(`/me?position=${position}`, patientAccount(7));
      await service.tell(registered(7));
      expect((await asked).body).to.include({ name: 'Patient 7' });
    });

    it('is answered at once when it has passed', async () => {
      const position = await service.tell(registered(8));
      expect((await service.get(`/me?position=${position}`, patientAccount(8))).status).to.equal(200);
    });

    it('is asked to come again when the read model does not get there in time', async () => {
      const { status, body, headers } = await service.get(`/me?position=${service.nextPosition()}`, rosa);
      expect([status, body.code, headers.get('Retry-After')]).to.deep.equal([503, 'not-yet-seen', '1']);
    });

    it('is refused, as is every other, while the read model tells of what the log does not have', async () => {
      await withdraw(service.pool, 'clinic');
      await until('it is known', async () => (await service.get('/me', rosa)).status === 503);
      const { body, headers } = await service.get('/doctors');
      expect([body.code, headers.get('Retry-After')]).to.deep.equal(['being-rebuilt', '10']);
      expect((await service.get('/me/sessions', rosa)).status).to.equal(200);
      await inTransaction(service.pool, async (client) =>
        replaceCheckpoint(client, 'clinic', await readCheckpoint(client, 'clinic')),
      );
      await until('it is answered again', async () => (await service.get('/me', rosa)).status === 200);
    });

    it('is refused when it names none, or one that no log reaches', async () => {
      const madeUp = formatPosition({ commit: 2n ** 62n, prepare: 2n ** 62n });
      for (const position of [madeUp, '', 'x', '9'.repeat(30), 'MTAuMjA', '%00'])
        expect((await service.get(`/me?position=${position}`, rosa)).status, position).to.equal(400);
    });
  });
});
