import { randomUUID } from 'node:crypto';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { onceOnly } from '@careconnect/platform/messaging/inbox.ts';
import { CannotHandle, type Message, PublishFailed } from '@careconnect/platform/messaging/message-bus.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { queue } from '@careconnect/platform/messaging/topology.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { freshVhost, rabbitMqInstalled } from '@careconnect/test/support/rabbitmq.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { deadLettersIn, keepDeadLetters } from './dead-letters.ts';

const ear = queue('ear', ['thing.*'], { retryDelaysMs: [10] });
const topology = { exchange: 'specs.events', queues: [ear], unheard: [] };
const admin = randomUUID();

const messageOf = (n: number): Message<{ n: number }> => ({
  ...{ id: randomUUID(), routingKey: 'thing.Happened', type: 'Happened', source: '/specs', subject: `thing-${n}` },
  ...{ time: '2026-11-24T12:00:00.000Z', correlationId: randomUUID(), data: { n } },
});

describe('Dead letters', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let bus: Awaited<ReturnType<typeof rabbitMqBus>>;
  let broken: boolean;

  before(async function () {
    if (!rabbitMqInstalled) return this.skip();
    database = await freshDatabase();
    pool = createPool({ url: database.url });
    await pool.query('CREATE TABLE effects (n integer NOT NULL)');
  });
  after(async () => {
    await pool?.end();
    await database?.drop();
  });
  beforeEach(async () => {
    await pool.query('DELETE FROM effects');
    await pool.query('DELETE FROM messaging.dead_letters');
    bus = await rabbitMqBus({ url: await freshVhost(), topology, log: silentLog });
    await until('the broker is there', () => bus.ready());
    await keepDeadLetters(bus, pool, topology);
    broken = true;
    await bus.consume(ear, async (message) => {
      if (broken) throw new CannotHandle('not built yet');
      await inTransaction(pool, async (client) => {
        if (await onceOnly(client, 'ear', message.id))
          await client.query('INSERT INTO effects VALUES ($1)', [(message.data as { n: number }).n]);
      });
    });
  });
  afterEach(() => bus.close());

  const kept = async () =>
    (
      await pool.query(
        'SELECT dead_letter_id AS id, subject, reason, state, decided_by, note FROM messaging.dead_letters ORDER BY subject',
      )
    ).rows;
  const keptAre = (count: number) => until('they are kept', async () => (await kept()).length === count);
  const effects = async () => (await pool.query('SELECT n FROM effects ORDER BY n')).rows.map(({ n }) => n);

  it('are kept where they are seen, and act once when they are replayed after the cause is mended', async () => {
    await bus.publish([messageOf(1)]);
    await keptAre(1);
    const [letter] = await kept();
    expect(letter).to.include({ subject: 'thing-1', reason: 'CannotHandle', state: 'waiting', decided_by: null });

    broken = false;
    const deadLetters = deadLettersIn(pool, bus);
    const both = await Promise.all([deadLetters.replay(letter.id, admin), deadLetters.replay(letter.id, admin)]);
    expect(both).to.deep.equal([{ state: 'replayed' }, { state: 'replayed' }]);
    await until('it has acted', async () => (await effects()).length > 0);
    expect(await effects()).to.deep.equal([1]);
    expect((await kept())[0]).to.include({ state: 'replayed', decided_by: admin });
    expect(await deadLetters.replay(randomUUID(), admin)).to.equal(undefined);
  });

  it('are replayed all together, and those that die anew wait anew', async () => {
    await bus.publish([1, 2, 3].map(messageOf));
    await keptAre(3);
    const deadLetters = deadLettersIn(pool, bus);
    expect(await deadLetters.replayAll('ear', admin)).to.equal(3);
    await keptAre(6);
    expect((await kept()).filter(({ state }) => state === 'waiting')).to.have.lengthOf(3);
    broken = false;
    expect(await deadLetters.replayAll('ear', admin)).to.equal(3);
    await until('they have acted', async () => (await effects()).length === 3);
    expect(await deadLetters.replayAll('ear', admin)).to.equal(0);
  });

  it('are set aside, with a reason, and not replayed any more', async () => {
    await bus.publish([messageOf(1)]);
    await keptAre(1);
    const [{ id }] = await kept();
    const deadLetters = deadLettersIn(pool, bus);
    expect(await deadLetters.dismiss(id, admin, 'A trial.')).to.deep.equal({ state: 'dismissed' });
    expect(await deadLetters.replay(id, admin)).to.deep.equal({ state: 'dismissed' });
    expect((await kept())[0]).to.include({ state: 'dismissed', note: 'A trial.', decided_by: admin });
  });

  it('wait on when the broker does not take them back', async () => {
    await bus.publish([messageOf(1)]);
    await keptAre(1);
    const [{ id }] = await kept();
    const away = { revive: () => Promise.reject(new PublishFailed('away')) };
    expect(
      await deadLettersIn(pool, away)
        .replay(id, admin)
        .catch((e) => e),
    ).to.be.instanceOf(PublishFailed);
    expect((await kept())[0]).to.include({ state: 'waiting', decided_by: null });
  });
});
