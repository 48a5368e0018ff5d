import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { freshVhost, rabbitMqInstalled } from '@careconnect/test/support/rabbitmq.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { silentLog } from '../logging/logger.ts';
import { createPool, inTransaction } from '../postgres/postgres.ts';
import { forgetHandledBefore, onceOnly } from './inbox.ts';
import type { MessageBus } from './message-bus.ts';
import { rabbitMqBus } from './rabbitmq.ts';
import { eventually, messageOf, oneQueue } from './spec/message-bus-contract.ts';

describe('The inbox', function () {
  this.timeout(100_000);
  let database: FreshDatabase;
  let pool: Pool;

  before(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 4 });
    await pool.query('create table effects (message_id uuid not null)');
  });
  after(async () => {
    await pool?.end();
    await database?.drop();
  });

  const effect = (messageId: string, consumer = 'spec') =>
    inTransaction(pool, async (client) => {
      if (!(await onceOnly(client, consumer, messageId))) return false;
      await client.query('insert into effects values ($1)', [messageId]);
      return true;
    });
  const effectsOf = async (messageId: string) =>
    (await pool.query('select from effects where message_id = $1', [messageId])).rowCount;

  it('lets a message act once for each consumer', async () => {
    const id = randomUUID();
    expect([await effect(id), await effect(id), await effect(id, 'another')]).to.deep.equal([true, false, true]);
  });

  it('lets it act once when both deliveries come at the same moment', async () => {
    const id = randomUUID();
    const acted = await Promise.all([effect(id), effect(id), effect(id), effect(id)]);
    expect(acted.filter(Boolean)).to.have.length(1);
    expect(await effectsOf(id)).to.equal(1);
  });

  it('forgets the message with the effect when the transaction fails', async () => {
    const id = randomUUID();
    const failing = inTransaction(pool, async (client) => {
      await onceOnly(client, 'spec', id);
      throw new Error('no');
    });
    await failing.catch(() => {});
    expect(await effect(id)).to.equal(true);
  });

  it('can be cleared of what is long past', async () => {
    const id = randomUUID();
    await effect(id);
    expect(await forgetHandledBefore(pool, new Date(Date.now() - 60_000))).to.equal(0);
    await pool.query("update messaging.inbox set handled_at = now() - interval '90 days' where message_id = $1", [id]);
    expect(await forgetHandledBefore(pool, new Date(Date.now() - 60_000))).to.equal(1);
  });

  describe('behind a consumer killed between effect and acknowledgement', () => {
    let url: string;
    let bus: MessageBus;

    before(async function () {
      if (!rabbitMqInstalled) this.skip();
      url = await freshVhost();
      bus = await rabbitMqBus({ url, topology: oneQueue.topology, log: silentLog });
      await eventually('ready', () => bus.ready());
    });
    after(() => bus?.close());

    const consumer = (dies: boolean) =>
      fork(
        fileURLToPath(new URL('./spec/consumer-to-kill.ts', import.meta.url)),
        [url, database.url, dies ? 'dies' : 'lives'],
        {
          execArgv: ['--import', 'tsx'],
        },
      );

    it('lets each message act once although it is delivered again', async () => {
      const sent = Array.from({ length: 5 }, () => messageOf('thing.Happened'));
      await bus.publish(sent);
      const actedAndDied: string[] = [];
      for (let killed = 0; killed < 2; killed++) {
        const doomed = consumer(true);
        const [id] = await once(doomed, 'message');
        actedAndDied.push(id);
        const gone = once(doomed, 'exit');
        doomed.kill('SIGKILL');
        await gone;
      }
      expect(actedAndDied[1], 'delivered again').to.equal(actedAndDied[0]);

      const survivor = consumer(false);
      const delivered = new Set<string>();
      survivor.on('message', (id: string) => delivered.add(id));
      await eventually('all delivered', () => sent.every(({ id }) => delivered.has(id)));
      const gone = once(survivor, 'exit');
      survivor.kill('SIGTERM');
      await gone;

      const { rows } = await pool.query(
        'select message_id, count(*)::int as times from effects where message_id = any($1) group by 1',
        [sent.map(({ id }) => id)],
      );
      expect(rows.map(({ times }) => times)).to.deep.equal([1, 1, 1, 1, 1]);
    });
  });
});
