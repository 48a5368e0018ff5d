// The official client alone, reading a log from its first event to its last: `read-process.ts STORE_URL EVENTS`.
import { EventStoreDBClient, excludeSystemEvents, START } from '@eventstore/db-client';

const [url = '', howMany = ''] = process.argv.slice(2);
const client = EventStoreDBClient.connectionString`${url}`;
const began = performance.now();
let events = 0;
for await (const { event } of client.subscribeToAll({ fromPosition: START, filter: excludeSystemEvents() })) {
  if (event) events += 1;
  if (events >= Number(howMany)) break;
}
process.send?.({ events, seconds: (performance.now() - began) / 1_000 });
process.exit(0);
