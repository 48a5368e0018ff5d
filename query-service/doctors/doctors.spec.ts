import { accountOf, doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import {
  ana,
  asPatient,
  booked,
  cancelled,
  consultation,
  longVisit,
  schedule,
} from '@careconnect/domain/spec/clinic.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { wantedBy } from '@careconnect/platform/http/entity-tag.ts';
import { drAna, onboarded, person, profile, registered, scheduled } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { everyPage, type Service, startService } from '../spec/service.ts';

const doctor = (n: number, name: string, specialization: string) => {
  const doctorId = asDoctorId(`00000000-0000-4000-8000-00000050000${n}`);
  return [
    registered(0, { userId: accountOf(doctorId), role: 'DOCTOR', name, email: `doctor${n}@example.org` }),
    onboarded({ doctorId, profile: { ...profile, specialization, address: 'Av. Paulista 1' } }),
    ...scheduled(doctorId),
  ];
};

const shownAna = {
  doctorId: ana,
  name: 'Ana Júlia Araújo',
  ...profile,
  zone: 'America/Sao_Paulo',
  languages: [],
  gender: null,
  ways: ['in-person'],
  rated: null,
  nextFree: null,
};

describe('Queries about doctors', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...person(2));
    await service.tell(
      ...doctor(1, 'Ana Beatriz Ávila', 'Dermatology'),
      ...doctor(2, 'bruno Costa', 'Cardiology'),
      ...doctor(3, 'Érica Lima', 'Pediatrics'),
      ...doctor(4, 'Ana Beatriz Ávila', 'Cardiology'),
    );
  });
  after(() => service.stop());

  const namesFor = async (query: string): Promise<string[]> =>
    (await service.get(`/doctors?${query}`)).body.items.map(({ name }: { name: string }) => name);

  describe('GET /queries/doctors', () => {
    it('lists doctors by name, whatever case and accents, to anyone', async () => {
      expect(await namesFor('')).to.deep.equal([
        'Ana Beatriz Ávila',
        'Ana Beatriz Ávila',
        'Ana Júlia Araújo',
        'bruno Costa',
        'Érica Lima',
      ]);
    });

    it('shows what anybody may know of them', async () => {
      const { status, body } = await service.get('/doctors?text=julia');
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ items: [shownAna], next: null, total: 1 });
    });

    it('finds by the beginnings of words of name, specialization, degree and address', async () => {
      expect(await namesFor('text=ana%20card')).to.deep.equal(['Ana Beatriz Ávila', 'Ana Júlia Araújo']);
      expect(await namesFor('text=AVILA')).to.have.length(2);
      expect(await namesFor('text=augusta')).to.deep.equal(['Ana Júlia Araújo']);
      expect(await namesFor('text=nobody')).to.deep.equal([]);
      expect(await namesFor(`text=${encodeURIComponent("'; DROP TABLE doctors; --")}`)).to.deep.equal([]);
      expect(await namesFor('text=%20%20')).to.have.length(5);
    });

    it('finds by specialization', async () => {
      expect(await namesFor('specialization=Cardiology')).to.deep.equal([
        'Ana Beatriz Ávila',
        'Ana Júlia Araújo',
        'bruno Costa',
      ]);
      expect(await namesFor('specialization=Cardiology&text=beatriz')).to.have.length(1);
    });

    it('comes in pages that miss nobody and show nobody twice', async () => {
      const pages = await everyPage(service, '/doctors', 2);
      expect(pages.map((page) => page.length)).to.deep.equal([2, 2, 1]);
      expect(new Set(pages.flat().map((item) => (item as { doctorId: string }).doctorId)).size).to.equal(5);
      expect(pages.flat()).to.deep.equal((await service.get('/doctors')).body.items);
    });

    it('refuses what it cannot understand', async () => {
      const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString('base64url');
      for (const query of [
        'limit=0',
        'limit=101',
        'limit=ten',
        'limit=1&limit=2',
        'text=%00',
        'sort=luck',
        'feeFrom=-1',
        'feeTo=cheap',
        'ratingFrom=6',
        'language=PT',
        'gender=NONE',
        'way=letter',
        'tariff=low',
        'after=garbage',
        `after=${cursor(['a'])}`,
        `after=${cursor(['a', 'not an id'])}`,
        `after=${cursor(['\u0000', ana])}`,
        `after=${cursor({ length: 2 })}`,
        'position=garbage',
      ]) {
        const { status, body } = await service.get(`/doctors?${query}`);
        expect(status, query).to.equal(400);
        expect(body.code, query).to.equal('invalid-request');
        expect(body.errors[0].field, query).to.equal(query.split('=')[0]);
      }
    });
  });

  it('GET /queries/specializations counts doctors', async () => {
    const { body } = await service.get('/specializations');
    expect(body).to.deep.equal({
      items: [
        { specialization: 'Cardiology', doctors: 3 },
        { specialization: 'Dermatology', doctors: 1 },
        { specialization: 'Pediatrics', doctors: 1 },
      ],
      next: null,
    });
    expect(await everyPage(service, '/specializations', 2)).to.deep.equal([
      body.items.slice(0, 2),
      body.items.slice(2),
    ]);
  });

  describe('GET /queries/doctors/{doctorId}', () => {
    it('adds what bookings depend on', async () => {
      const { visitTypes, policy, windows } = schedule;
      const { status, body, headers } = await service.get(`/doctors/${ana}`);
      const tag = headers.get('ETag') ?? '';
      expect(status).to.equal(200);
      // Commands may name it as a whole as what they rest on.
      expect(wantedBy(tag)(doctorStream(ana), 3n)).to.equal(true);
      expect(wantedBy(tag)(doctorStream(ana), 4n)).to.equal(false);
      expect(body).to.deep.equal({ ...shownAna, visitTypes, policy, windows });
    });

    it('knows an id in whatever case', async () => {
      expect((await service.get(`/doctors/${ana.toUpperCase()}`)).status).to.equal(200);
    });

    it('answers 404 when there is no such doctor, and 400 when it is no id', async () => {
      expect((await service.get('/doctors/00000000-0000-4000-8000-000000999999')).status).to.equal(404);
      expect((await service.get('/doctors/nobody')).status).to.equal(400);
    });
  });

  describe('GET /queries/doctors/{doctorId}/slots', () => {
    const slots = (query: string, doctorId: string = ana) =>
      service.get(`/doctors/${doctorId}/slots?visitTypeId=${consultation.visitTypeId}&${query}`);

    before(() => service.tell(...booked(1), ...booked(2).map(later), cancelled(2, asPatient(2), service.clock.now)));
    afterEach(() => {
      service.clock.now = '2026-11-20T12:00:00.000Z';
    });

    it('gives each start of the day with its state', async () => {
      const { status, body } = await slots('from=2026-11-24&days=1');
      expect(status).to.equal(200);
      expect(body.zone).to.equal('America/Sao_Paulo');
      expect(body.days).to.have.length(1);
      const [{ date, slots: starts }] = body.days;
      expect(date).to.equal('2026-11-24');
      expect(starts).to.have.length(12);
      expect(starts[0]).to.deep.equal({
        startsAt: '2026-11-24T12:00:00.000Z',
        endsAt: '2026-11-24T12:30:00.000Z',
        time: '09:00',
        state: 'free',
        reason: null,
      });
      expect(starts[1]).to.include({ time: '09:30', state: 'taken', reason: 'Somebody else holds this time.' });
      expect(starts[6]).to.include({ time: '12:00', state: 'break' });
      expect(starts[2]).to.include({ time: '10:00', state: 'free' });
    });

    it('counts the length of the visit', async () => {
      const { body } = await service.get(
        `/doctors/${ana}/slots?visitTypeId=${longVisit.visitTypeId}&from=2026-11-24&days=1`,
      );
      const states = body.days[0].slots.map(({ time, state }: { time: string; state: string }) => `${time} ${state}`);
      expect(states.slice(0, 3)).to.deep.equal(['09:00 tooShort', '09:30 taken', '10:00 free']);
      expect(states).not.to.include('11:30 free');
    });

    it('tells what has passed, what is too soon, and what is too far ahead', async () => {
      service.clock.now = '2026-11-24T12:10:00.000Z';
      const { body } = await slots('from=2026-11-24&days=1');
      const states = body.days[0].slots.map(({ state }: { state: string }) => state);
      expect(states.slice(0, 5)).to.deep.equal(['past', 'tooSoon', 'tooSoon', 'free', 'free']);
      const far = await slots('from=2027-03-02&days=1');
      expect(far.body.days[0].slots[0].state).to.equal('tooFar');
    });

    it('begins today, in the doctor’s zone, and covers a week, unless told', async () => {
      service.clock.now = '2026-11-21T02:59:00.000Z';
      const { body } = await slots('');
      expect(body.days.map(({ date }: { date: string }) => date)).to.deep.equal([
        ...['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'],
      ]);
      expect((await slots('days=42')).body.days).to.have.length(42);
    });

    it('answers 404 to an unknown doctor and to a visit type the doctor does not offer', async () => {
      const unknown = '00000000-0000-4000-8000-000000999999';
      expect((await slots('', unknown)).status).to.equal(404);
      const { status, body } = await service.get(`/doctors/${ana}/slots?visitTypeId=${unknown}`);
      expect([status, body.code]).to.deep.equal([404, 'no-such-visit-type']);
    });

    it('refuses impossible days', async () => {
      for (const query of ['days=0', 'days=43', 'from=2026-02-30', 'from=tomorrow', 'from=+020000-01-01'])
        expect((await slots(query)).status, query).to.equal(400);
      expect((await service.get(`/doctors/${ana}/slots`)).status).to.equal(400);
    });

    /** Patient n at 10:00 instead of 09:30. */
    const later = <E extends ReturnType<typeof booked>[number]>(event: E): E => ({
      ...event,
      data: { ...event.data, startsAt: '2026-11-24T13:00:00.000Z', endsAt: '2026-11-24T13:30:00.000Z', time: '10:00' },
    });
  });
});
