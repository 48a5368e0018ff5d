import { user } from '@careconnect/domain/spec/clinic.ts';
import { registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, everyPage, type Service, startService } from '../spec/service.ts';

describe('Queries about dead letters', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(registered(1));
    for (const n of [1, 2, 3])
      await service.pool.query(
        `INSERT INTO messaging.dead_letters
           (queue, message_id, routing_key, subject, content, attempts, reason, died_at, state, decided_by, decided_at, note)
         VALUES ('notifier', $1, 'user.UserInvited', $1, '{}', $2::int, 'TypeError',
                 '2026-11-20T12:00:00Z'::timestamptz + $2::int * interval '1 minute', $3, $4, $5, $6)`,
        [
          ...[`user-${n}`, n],
          ...(n === 2 ? ['dismissed', user(1), '2026-11-20T13:00:00Z', 'A trial.'] : ['waiting', null, null, null]),
        ],
      );
  });
  after(() => service.stop());

  const attemptsOf = async (path: string) =>
    (await service.get(path, anAdmin)).body.items.map(({ attempts }: { attempts: number }) => attempts);

  it('GET /queries/dead-letters lists them, the latest first, and who decided what', async () => {
    const { body } = await service.get('/dead-letters', anAdmin);
    expect(await attemptsOf('/dead-letters')).to.deep.equal([3, 2, 1]);
    const { deadLetterId: _, ...dismissed } = body.items[1];
    expect(dismissed).to.deep.equal({
      ...{ queue: 'notifier', messageId: 'user-2', routingKey: 'user.UserInvited', subject: 'user-2', attempts: 2 },
      ...{ reason: 'TypeError', diedAt: '2026-11-20T12:02:00.000Z', state: 'dismissed' },
      decided: { by: { userId: user(1), name: 'Patient 1' }, at: '2026-11-20T13:00:00.000Z', note: 'A trial.' },
    });
    expect(body.items[0].decided).to.equal(null);
  });

  it('lists those of one state, in pages that miss nothing', async () => {
    expect(await attemptsOf('/dead-letters?state=waiting')).to.deep.equal([3, 1]);
    expect((await service.get('/dead-letters?state=lost', anAdmin)).status).to.equal(400);
    const pages = await everyPage(service, '/dead-letters', 2, anAdmin);
    expect(pages.map((page) => page.length)).to.deep.equal([2, 1]);
  });

  it('GET /queries/system counts those that wait, by their queue', async () => {
    const { body } = await service.get('/system', anAdmin);
    expect(body.deadLetters).to.deep.equal([{ queue: 'notifier', waiting: 2 }]);
  });
});
