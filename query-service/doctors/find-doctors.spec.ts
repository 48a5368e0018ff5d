import type { DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import type { FeedbackEvent } from '@careconnect/domain/feedback/events.ts';
import { accountOf, doctorId as asDoctorId, feedbackId } from '@careconnect/domain/ids.ts';
import { appointment, patient, schedule, user } from '@careconnect/domain/spec/clinic.ts';
import { deriveNextFree } from '@careconnect/projectors/availability/next-free.ts';
import { onboarded, profile, registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { everyPage, type Service, startService } from '../spec/service.ts';

const idOf = (n: number) => asDoctorId(`00000000-0000-4000-8000-00000050000${n}`);
const setAt = '2026-11-03T10:00:00.000Z';

/** Doctor n works on weekday n alone, for a fee of n times 50, since 2000 + n. */
const doctor = (n: 1 | 2 | 3 | 4, name: string, more: Partial<DoctorProfile> = {}) => {
  const doctorId = idOf(n);
  const consultationFee = { amount: `${n * 50}.00`, currency: 'BRL' };
  const windows = n === 4 ? [] : [{ weekday: n, from: '09:00', to: '12:00' } as const];
  return [
    registered(0, { userId: accountOf(doctorId), role: 'DOCTOR', name, email: `doctor${n}@example.org` }),
    onboarded({ doctorId, profile: { ...profile, consultationFee, startedYear: 2000 + n, ...more } }),
    { type: 'WorkingHoursSet', data: { doctorId, windows, setAt } },
    { type: 'VisitTypesSet', data: { doctorId, gridMinutes: 30, visitTypes: schedule.visitTypes, setAt } },
    { type: 'BookingPolicySet', data: { doctorId, policy: schedule.policy, setAt } },
  ] as const;
};

const rated = (n: number, doctorNumber: number, rating: 1 | 2 | 3 | 4 | 5): FeedbackEvent => ({
  type: 'VisitRated',
  data: {
    feedbackId: feedbackId(`00000000-0000-4000-8000-00000060000${n}`),
    appointmentId: appointment(n),
    doctorId: idOf(doctorNumber),
    patientId: patient(1),
    userId: user(1),
    rating,
    comments: null,
    ratedAt: setAt,
  } as never,
});

describe('Finding a doctor', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(
      ...doctor(1, 'Dora', { languages: ['pt', 'en'], gender: 'FEMALE', ways: ['in-person', 'video'] }),
      ...doctor(2, 'Carl', { languages: ['pt'], gender: 'MALE' }),
      ...doctor(3, 'Bert', { languages: ['de', 'en'], gender: 'MALE', ways: ['video'] }),
      ...doctor(4, 'Anna'),
    );
    await service.tell(rated(1, 2, 5), rated(2, 2, 4), rated(3, 3, 5), rated(4, 1, 2));
    await deriveNextFree(service.pool, service.clock.now);
  });
  after(() => service.stop());

  const found = async (query: string): Promise<string[]> => {
    const { status, body } = await service.get(`/doctors?${query}`);
    expect(status, query).to.equal(200);
    expect(body.total, query).to.equal(body.items.length);
    return body.items.map(({ name }: { name: string }) => name);
  };

  it('chooses by language, gender and way of seeing patients', async () => {
    expect(await found('language=en')).to.deep.equal(['Bert', 'Dora']);
    expect(await found('language=fr')).to.deep.equal([]);
    expect(await found('gender=MALE')).to.deep.equal(['Bert', 'Carl']);
    expect(await found('way=video')).to.deep.equal(['Bert', 'Dora']);
    expect(await found('way=in-person')).to.deep.equal(['Anna', 'Carl', 'Dora']);
    expect(await found('language=en&gender=FEMALE&way=video')).to.deep.equal(['Dora']);
  });

  it('chooses by the fee, both ends included, and by the least rating', async () => {
    expect(await found('feeFrom=100')).to.deep.equal(['Anna', 'Bert', 'Carl']);
    expect(await found('feeFrom=100&feeTo=150.00')).to.deep.equal(['Bert', 'Carl']);
    expect(await found('feeTo=49.99')).to.deep.equal([]);
    expect(await found('ratingFrom=4.5')).to.deep.equal(['Bert', 'Carl']);
    expect(await found('ratingFrom=4.51')).to.deep.equal(['Bert']);
  });

  it('sorts the best first', async () => {
    expect(await found('sort=name')).to.deep.equal(['Anna', 'Bert', 'Carl', 'Dora']);
    expect(await found('sort=fee')).to.deep.equal(['Dora', 'Carl', 'Bert', 'Anna']);
    expect(await found('sort=rating')).to.deep.equal(['Bert', 'Carl', 'Dora', 'Anna']);
    expect(await found('sort=experience')).to.deep.equal(['Dora', 'Carl', 'Bert', 'Anna']);
    // From a Friday on: Monday, Tuesday, Wednesday, never.
    expect(await found('sort=next-free')).to.deep.equal(['Dora', 'Carl', 'Bert', 'Anna']);
  });

  it('tells how they were rated, and when they can be seen', async () => {
    const { body } = await service.get('/doctors?sort=next-free');
    expect(body.items.map(({ nextFree }: { nextFree: string }) => nextFree)).to.deep.equal([
      ...['2026-11-23T12:00:00.000Z', '2026-11-24T12:00:00.000Z', '2026-11-25T12:00:00.000Z', null],
    ]);
    expect(body.items[1].rated).to.deep.equal({ average: 4.5, ratings: 2 });
    expect(body.items[3].rated).to.equal(null);
    const { body: own } = await service.get(`/doctors/${idOf(2)}`);
    expect(own).to.deep.include({ rated: { average: 4.5, ratings: 2 }, nextFree: '2026-11-24T12:00:00.000Z' });
  });

  for (const sort of ['name', 'next-free', 'fee', 'rating', 'experience'])
    it(`comes in pages by ${sort}, each of which knows how many there are`, async () => {
      const pages = await everyPage(service, `/doctors?sort=${sort}`, 3);
      expect(pages.map((page) => page.length)).to.deep.equal([3, 1]);
      expect(pages.flat()).to.deep.equal((await service.get(`/doctors?sort=${sort}`)).body.items);
      const first = await service.get(`/doctors?sort=${sort}&limit=3`);
      const last = await service.get(`/doctors?sort=${sort}&limit=3&after=${first.body.next}`);
      expect([first.body.total, last.body.total]).to.deep.equal([4, 4]);
      const other = sort === 'name' ? 'fee' : 'name';
      const crossed = await service.get(`/doctors?sort=${other}&after=${first.body.next}`);
      expect(crossed.status, 'the next of another order').to.be.oneOf([200, 400]);
    });

  it('GET /queries/languages counts who speaks what', async () => {
    const items = [
      { language: 'de', doctors: 1 },
      { language: 'en', doctors: 2 },
      { language: 'pt', doctors: 2 },
    ];
    expect((await service.get('/languages')).body).to.deep.equal({ items, next: null });
    expect(await everyPage(service, '/languages', 2)).to.deep.equal([items.slice(0, 2), items.slice(2)]);
  });

  it('no longer finds whoever may not sign in', async () => {
    const data = { userId: accountOf(idOf(4)), by: { policy: true }, reason: null, era: 1, deactivatedAt: setAt };
    await service.tell({ type: 'UserDeactivated', data } as never);
    expect(await found('')).to.deep.equal(['Bert', 'Carl', 'Dora']);
  });
});
