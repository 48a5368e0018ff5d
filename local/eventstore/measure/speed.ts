/**
 * How fast the event store is through the official client, each in its own process.
 *   node --import tsx local/eventstore/measure/speed.ts --memory | --data DIR
 */
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { inOwnProcess } from '../own-process.ts';

const store = await inOwnProcess([...process.argv.slice(2), '--port', '0']);
const client = EventStoreDBClient.connectionString(store.url);
const PAYLOAD = { appointmentId: randomUUID(), note: 'x'.repeat(200) };
const event = () => jsonEvent({ type: 'Measured', data: PAYLOAD });

async function rate(what: string, count: number, inFlight: number, once: (i: number) => Promise<unknown>) {
  let next = 0;
  const begun = performance.now();
  const worker = async () => {
    while (next < count) await once(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  print(what, count, begun);
}

function print(what: string, count: number, begun: number): void {
  const perSecond = Math.round(count / ((performance.now() - begun) / 1000));
  console.log(`${what.padEnd(46)} ${perSecond.toLocaleString('en')}/s`);
}

const run = randomUUID().slice(0, 8);
await client.appendToStream(`warm-${run}`, event(), { expectedRevision: NO_STREAM });
for (const [inFlight, count] of [
  [1, 2_000],
  [16, 8_000],
  [64, 20_000],
] as const)
  await rate(`append to new streams, ${inFlight} in flight`, count, inFlight, (i) =>
    client.appendToStream(`s-${run}-${inFlight}-${i}`, event(), { expectedRevision: NO_STREAM }),
  );
await rate('append of 100 events at once, 4 in flight', 200, 4, (i) =>
  client.appendToStream(`b-${run}-${i}`, Array.from({ length: 100 }, event), { expectedRevision: NO_STREAM }),
);
await client.appendToStream(`r-${run}`, Array.from({ length: 20 }, event), { expectedRevision: NO_STREAM });
for (const inFlight of [1, 16])
  await rate(`read a stream of 20 events, ${inFlight} in flight`, 1_000, inFlight, async () => {
    for await (const _ of client.readStream(`r-${run}`));
  });

const total = await (async () => {
  const begun = performance.now();
  let count = 0;
  for await (const _ of client.readAll({ fromPosition: START })) count++;
  print('read $all (events)', count, begun);
  return count;
})();

await (async () => {
  const begun = performance.now();
  const subscription = client.subscribeToAll({ fromPosition: START });
  let count = 0;
  for await (const _ of subscription) if (++count === total) break;
  print('subscribe to $all (events)', count, begun);
})();

const { rss } = await import('node:fs').then(({ readFileSync }) => ({
  rss: /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${store.child.pid}/status`, 'utf8'))?.[1],
}));
console.log(`${'memory of the event store afterwards'.padEnd(46)} ${Math.round(Number(rss) / 1024)} MiB`);
await client.dispose();
await store.end('SIGTERM');
