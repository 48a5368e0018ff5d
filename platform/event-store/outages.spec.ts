import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStoreProcess, startEventStoreProcess } from '@careconnect/test/support/event-store-process.ts';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { type EventStore, StoreUnavailable, type SubscriptionItem } from './event-store.ts';
import { connectEventStore } from './eventstoredb.ts';
import { hashOf } from './hash.ts';
import { all, failureOf, happened } from './spec/events.ts';

describe('the event store, when its server dies or freezes', () => {
  let folder: string;
  let server: EventStoreProcess;
  let store: EventStore;
  const open: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-store-'));
    server = await startEventStoreProcess(folder);
    store = connectEventStore({ url: server.url });
  });
  afterEach(async () => {
    server.thaw();
    for (const close of open.splice(0)) await close();
    await store.close();
    await server.kill();
    await rm(folder, { recursive: true });
  });

  it('loses nothing that was acknowledged and writes nothing twice', async () => {
    const acknowledged = new Map<string, string[]>();
    let writing = true;
    const write = async (name: string) => {
      const ids: string[] = [];
      acknowledged.set(name, ids);
      while (writing) {
        const event = happened(ids.length);
        // An unknown outcome is asked again with the same id, as a caller would.
        while (ids.at(-1) !== event.id) {
          const done = await failureOf(
            store.append(name, ids.length === 0 ? 'no_stream' : BigInt(ids.length - 1), [event]),
          );
          if (done === undefined) ids.push(event.id);
          else expect(done).to.be.instanceOf(StoreUnavailable);
        }
      }
    };
    const writers = Array.from({ length: 8 }, (_, i) => write(`writer-${i}`));
    const total = () => [...acknowledged.values()].reduce((sum, ids) => sum + ids.length, 0);
    for (let round = 0; round < 3; round += 1) {
      const before = total();
      await until('appends are acknowledged', () => total() > before + 100);
      await server.kill();
      await server.start();
    }
    const before = total();
    await until('appends are acknowledged again', () => total() > before + 100);
    writing = false;
    await Promise.all(writers);
    for (const [name, ids] of acknowledged) {
      const found = await all(store.readStream(name));
      expect(found.map(({ id }) => id)).to.deep.equal(ids);
      expect(found.map((event) => event.metadata.previousHash)).to.deep.equal([
        null,
        ...found.slice(0, -1).map(hashOf),
      ]);
    }
  }).timeout(60_000);

  it('subscribes to a server that is not there yet', async () => {
    await store.append('late', 'no_stream', [happened(1)]);
    await server.kill();
    const impatient = connectEventStore({ url: server.url, deadlineMs: 200 });
    open.push(() => impatient.close());
    const stop = new AbortController();
    const items = impatient.subscribe({ after: 'end', signal: stop.signal })[Symbol.asyncIterator]();
    /** It may fall behind first, and be in step again. */
    const next = async (kind: SubscriptionItem['kind']): Promise<SubscriptionItem | undefined> => {
      for (;;) {
        const { value, done } = await items.next();
        if (done || value.kind === kind) return value;
      }
    };
    const inStep = next('caughtUp');
    await failureOf(impatient.head());
    await server.start();
    await inStep;
    const told = next('event');
    await store.append('late', 0n, [happened(2)]);
    expect(await told).to.have.nested.property('event.data.n', 2);
    stop.abort();
    await items.next();
  });

  it('settles every call in time while the server is frozen, and recovers when it is not', async () => {
    const impatient = connectEventStore({ url: server.url, deadlineMs: 1_500 });
    open.push(() => impatient.close());
    const first = happened(1);
    await impatient.append('frozen', 'no_stream', [first]);
    server.freeze();
    const began = Date.now();
    const event = happened(2);
    const settled = await Promise.all([
      failureOf(impatient.append('frozen', 0n, [event])),
      failureOf(all(impatient.readStream('frozen'))),
      failureOf(impatient.head()),
      impatient.isReady(),
    ]);
    expect(Date.now() - began).to.be.below(4_000);
    for (const failure of settled.slice(0, 3)) expect(failure).to.be.instanceOf(StoreUnavailable);
    expect(settled[3]).to.equal(false);
    server.thaw();
    const thawed = Date.now();
    await until('it is ready again', () => impatient.isReady());
    expect(await impatient.append('frozen', 0n, [event])).to.include({ revision: 1n });
    expect(Date.now() - thawed).to.be.below(5_000);
    expect(await impatient.append('frozen', 1n, [happened(3)])).to.include({ revision: 2n });
    const found = await all(impatient.readStream('frozen'));
    expect(found.map(({ data }) => data)).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(found.map(({ metadata: { previousHash } }) => previousHash)).to.deep.equal([
      null,
      ...found.slice(0, -1).map(hashOf),
    ]);
  });
});
