import { accountOf } from '@careconnect/domain/ids.ts';
import { ana, asAdmin, user } from '@careconnect/domain/spec/clinic.ts';
import { drAna, registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, type Service, startService } from '../spec/service.ts';

const registeredOn = (n: number) => registered(n, { registeredAt: `2026-11-0${n}T10:00:00.000Z` });

describe('Queries about accounts', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, registeredOn(3), registeredOn(2), registeredOn(4));
    await service.tell(
      {
        type: 'EmailVerified',
        data: { userId: user(2), requestId: user(7), verifiedAt: '2026-11-05T10:00:00.000Z' },
      } as never,
      {
        type: 'UserDeactivated',
        data: { userId: user(3), by: asAdmin, reason: null, era: 1, deactivatedAt: '2026-11-06T10:00:00.000Z' },
      } as never,
    );
  });
  after(() => service.stop());

  const idsOf = (items: { userId: string }[]) => items.map(({ userId }) => userId);

  it('GET /queries/users lists staff and patients, the newest first', async () => {
    const { status, body } = await service.get('/users', anAdmin);
    expect([status, body.next]).to.deep.equal([200, null]);
    expect(idsOf(body.items)).to.deep.equal([user(4), user(3), user(2), accountOf(ana)]);
    expect(body.items[1]).to.deep.equal({
      userId: user(3),
      role: 'PATIENT',
      name: 'Patient 3',
      email: 'patient3@example.org',
      emailVerified: false,
      active: false,
      erased: false,
      secondFactor: false,
      registeredAt: '2026-11-03T10:00:00.000Z',
    });
    expect(body.items[2]).to.include({ emailVerified: true, active: true });
  });

  it('says of whom nothing is known any more', async () => {
    const whose = { userId: user(2), emailHash: null, contactId: null, era: 1 };
    const data = { ...whose, by: 'ADMIN', erasedAt: '2026-11-07T10:00:00.000Z' };
    await service.tell({ type: 'UserErased', data } as never);
    const { body } = await service.get(`/users/${user(2)}`, anAdmin);
    expect(body).to.include({ erased: true, active: false, name: 'erased' });
  });

  it('lists those of one role', async () => {
    expect(idsOf((await service.get('/users?role=DOCTOR', anAdmin)).body.items)).to.deep.equal([accountOf(ana)]);
    expect((await service.get('/users?role=AUDITOR', anAdmin)).body.items).to.deep.equal([]);
    expect((await service.get('/users?role=CLERK', anAdmin)).status).to.equal(400);
  });

  it('comes in pages that miss nobody and show nobody twice', async () => {
    const pages = await everyPage(service, '/users?role=PATIENT', 2, anAdmin);
    expect(pages.map((page) => idsOf(page as never))).to.deep.equal([[user(4), user(3)], [user(2)]]);
  });

  it('GET /queries/users/{userId} shows one, or says that there is none', async () => {
    const { body } = await service.get('/users?role=PATIENT', anAdmin);
    expect((await service.get(`/users/${user(4)}`, anAdmin)).body).to.deep.equal(body.items[0]);
    expect((await service.get(`/users/${user(5)}`, anAdmin)).status).to.equal(404);
  });
});
