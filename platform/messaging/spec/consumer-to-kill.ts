// The consumer that inbox.spec.ts kills: `consumer-to-kill.ts AMQP_URL DATABASE_URL dies|lives`. Tells each message id
// after its effect is committed; one that dies never gets to acknowledge.
import { silentLog } from '../../logging/logger.ts';
import { createPool, inTransaction } from '../../postgres/postgres.ts';
import { onceOnly } from '../inbox.ts';
import { rabbitMqBus } from '../rabbitmq.ts';
import { oneQueue } from './message-bus-contract.ts';

const consume = async (url: string, databaseUrl: string, dies: boolean) => {
  const pool = createPool({ url: databaseUrl, max: 2 });
  const bus = await rabbitMqBus({ url, topology: oneQueue.topology, log: silentLog });
  const handler = async ({ id }: { id: string }) => {
    await inTransaction(pool, async (client) => {
      if (await onceOnly(client, 'things', id)) await client.query('insert into effects values ($1)', [id]);
    });
    process.send?.(id);
    if (dies) await new Promise(() => {});
  };
  await bus.consume(oneQueue.things, handler, { prefetch: 1 });
  process.on('SIGTERM', async () => {
    await bus.close();
    await pool.end();
    process.exit(0);
  });
};

const [url = '', databaseUrl = '', fate] = process.argv.slice(2);
await consume(url, databaseUrl, fate === 'dies');
