import { user } from '@careconnect/domain/spec/clinic.ts';
import { registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, type Service, startService } from '../spec/service.ts';

describe('Queries about letters', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(registered(1), registered(2));
    for (const [n, to, state, reason] of [
      [1, user(1), 'sent', null],
      [2, user(2), 'failed', 'refused for good'],
      [3, user(1), 'skipped', 'the account does not want it'],
      [4, user(9), 'due', null],
    ] as const)
      await service.pool.query(
        `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, position, event, correlation_id,
                                     stream, state, reason, tries, created_at, due_at, settled_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), 0, 'verification', 'email', $1, '0', '{}', gen_random_uuid(), '', $2, $3,
                 $4, '2026-11-20T12:00:00Z'::timestamptz + $4::int * interval '1 minute', '2026-11-20T13:00:00Z', $5)`,
        [to, state, reason, n, state === 'due' ? null : '2026-11-20T12:30:00Z'],
      );
  });
  after(() => service.stop());

  const triesOf = async (path: string) =>
    (await service.get(path, anAdmin)).body.items.map(({ tries }: { tries: number }) => tries);

  it('GET /queries/letters lists everybody’s, the latest first, and to whom', async () => {
    expect(await triesOf('/letters')).to.deep.equal([4, 3, 2, 1]);
    const { body } = await service.get('/letters', anAdmin);
    const { letterId: _, ...failed } = body.items[2];
    expect(failed).to.deep.equal({
      ...{ kind: 'verification', channel: 'email', to: { userId: user(2), name: 'Patient 2' }, appointmentId: null },
      ...{ state: 'failed', reason: 'refused for good', tries: 2, resends: 0, createdAt: '2026-11-20T12:02:00.000Z' },
      ...{ nextTryAt: null, settledAt: '2026-11-20T12:30:00.000Z' },
    });
    expect(body.items[0]).to.include({ state: 'due', nextTryAt: '2026-11-20T13:00:00.000Z', settledAt: null });
    expect(body.items[0].to).to.deep.equal({ userId: user(9), name: null });
  });

  it('lists those to one account, those with one outcome, or both', async () => {
    expect(await triesOf(`/letters?userId=${user(1)}`)).to.deep.equal([3, 1]);
    expect(await triesOf('/letters?state=failed')).to.deep.equal([2]);
    expect(await triesOf(`/letters?state=failed&userId=${user(1)}`)).to.deep.equal([]);
    for (const wrong of ['state=lost', 'userId=x', 'kind=welcome'])
      expect((await service.get(`/letters?${wrong}`, anAdmin)).status, wrong).to.equal(400);
  });

  it('comes in pages that miss nothing and show nothing twice', async () => {
    const pages = await everyPage(service, '/letters', 3, anAdmin);
    expect(pages.map((page) => page.length)).to.deep.equal([3, 1]);
  });
});
