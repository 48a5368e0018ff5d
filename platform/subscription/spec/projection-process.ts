// A projection in a process of its own, to be killed: `projection-process.ts STORE_URL DATABASE_URL PREFIX`.
import { connectEventStore } from '../../event-store/eventstoredb.ts';
import { runProjection } from '../runner.ts';
import { count, options } from './counting.ts';

const [storeUrl = '', databaseUrl = '', prefix = ''] = process.argv.slice(2);
runProjection({
  ...options(connectEventStore({ url: storeUrl }), databaseUrl, [prefix]),
  batchSize: 50,
  async handle(client, events) {
    await count(client, events);
    process.stdout.write('rows written, not committed\n');
    await client.query('SELECT pg_sleep(0.01)');
  },
});
