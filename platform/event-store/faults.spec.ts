import { randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { type EventStoreProxy, startEventStoreProxy } from '@careconnect/test/support/event-store-proxy.ts';
import { until } from '@careconnect/test/support/until.ts';
import { EventStoreDBClient, type JSONEventData, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { type EventStore, RevisionConflict, StoreUnavailable } from './event-store.ts';
import { connectEventStore } from './eventstoredb.ts';
import { hashOf } from './hash.ts';
import { all, failureOf, happened } from './spec/events.ts';

describe('the event store, when things go wrong on the way', () => {
  let server: RunningEventStore;
  let proxy: EventStoreProxy;
  let store: EventStore;
  let stream: string;
  const faults: string[] = [];
  const open: (() => Promise<unknown>)[] = [];

  before(async () => {
    server = await startEventStore();
  });
  beforeEach(async () => {
    stream = `thing-${randomUUID()}`;
    proxy = await startEventStoreProxy(server.url);
    store = connectEventStore({ url: proxy.url, onFault: (what, error) => faults.push(`${what}: ${error}`) });
  });
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
    await store.close();
    await proxy.stop();
  });
  after(() => server.stop());

  it('writes once when the answer to an append is lost', async () => {
    await store.append(stream, 'no_stream', [happened(1)]);
    const answers = proxy.holdAppendAnswers();
    const appending = store.append(stream, 0n, [happened(2), happened(3)]);
    await until('the store has answered', () => answers.held() > 0);
    proxy.failAppends();
    expect(await appending).to.include({ revision: 2n });
    expect((await all(store.readStream(stream))).map(({ data }) => data)).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('answers as written when somebody else has appended behind an append whose answer was lost', async () => {
    await store.append(stream, 'no_stream', [happened(1)]);
    const answers = proxy.holdAppendAnswers();
    const appending = store.append(stream, 0n, [happened(2)]);
    await until('the store has answered', () => answers.held() > 0);
    const other = connectEventStore({ url: server.url });
    open.push(() => other.close());
    await other.append(stream, 1n, [happened(3)]);
    proxy.failAppends();
    expect(await appending).to.include({ revision: 1n });
    expect(await all(store.readStream(stream))).to.have.lengthOf(3);
  });

  it('says conflict when the lost append was never written and somebody else came first', async () => {
    await store.append(stream, 'no_stream', [happened(1)]);
    const other = connectEventStore({ url: server.url });
    open.push(() => other.close());
    await other.append(stream, 0n, [happened(2)]);
    const answers = proxy.holdAppendAnswers();
    const appending = failureOf(store.append(stream, 0n, [happened(3)]));
    await until('the store has answered', () => answers.held() > 0);
    proxy.failAppends();
    expect(await appending)
      .to.be.instanceOf(RevisionConflict)
      .and.to.include({ actual: 1n });
  });

  it('links the next event to what was stored, not to a later text of the same append', async () => {
    const impatient = connectEventStore({ url: proxy.url, deadlineMs: 2_000 });
    open.push(() => impatient.close());
    await impatient.append(stream, 'no_stream', [happened(1)]);
    const event = happened(2);
    const answers = proxy.holdAppendAnswers();
    expect(await failureOf(impatient.append(stream, 0n, [event]))).to.be.instanceOf(StoreUnavailable);
    answers.release();
    const later = { ...event, metadata: { ...event.metadata, recordedAt: '2026-11-22T10:00:05.000Z' } };
    expect(await store.append(stream, 0n, [later])).to.include({ revision: 1n });
    expect(await impatient.append(stream, 0n, [later])).to.include({ revision: 1n });
    await impatient.append(stream, 1n, [happened(3)]);
    const found = await all(store.readStream(stream));
    expect(found.map((each) => each.metadata.previousHash)).to.deep.equal([null, ...found.slice(0, -1).map(hashOf)]);
  });

  it('writes once when an error on another connection of the process fails every append in flight', async () => {
    const second = await startEventStoreProxy(server.url);
    const other = connectEventStore({ url: second.url });
    open.push(() => other.close(), second.stop);
    const streams = Array.from({ length: 10 }, (_, i) => `${stream}-${i}`);
    await other.append(`${stream}-warm`, 'no_stream', [happened(0)]);
    await store.append(stream, 'no_stream', [happened(0)]);
    const answers = second.holdAppendAnswers();
    const appending = Promise.all(streams.map((name) => other.append(name, 'no_stream', [happened(1)])));
    await until('all are answered', () => answers.held() >= streams.length);
    proxy.failAppends();
    const own = store.append(stream, 0n, [happened(1)]);
    await until('they are tried again', () => second.appends() > streams.length + 1);
    answers.release();
    expect((await appending).map(({ revision }) => revision)).to.deep.equal(streams.map(() => 0n));
    expect(await own).to.include({ revision: 1n });
    for (const name of streams) expect(await all(store.readStream(name))).to.have.lengthOf(1);
  });

  it('goes on when the library throws outside any promise, at an answer it has forgotten the question of', async () => {
    const second = await startEventStoreProxy(server.url);
    const raw = EventStoreDBClient.connectionString(second.url);
    open.push(() => raw.dispose(), second.stop);
    await raw.appendToStream(`${stream}-warm`, jsonEvent(happened(0) as unknown as JSONEventData));
    await store.append(stream, 'no_stream', [happened(0)]);
    const answers = second.holdAppendAnswers();
    const forgotten = failureOf(
      raw.appendToStream(`${stream}-raw`, jsonEvent(happened(1) as unknown as JSONEventData)),
    );
    await until('it is answered', () => answers.held() > 0);
    proxy.failAppends();
    expect(await forgotten).to.be.instanceOf(Error);
    answers.release();
    await until('it has thrown', () => faults.some((fault) => fault.startsWith('exception inside')));
    expect(await store.append(stream, 0n, [happened(1)])).to.include({ revision: 1n });
  });

  it('goes on with every subscription that ends or breaks: nothing missed, nothing twice', async () => {
    const stop = new AbortController();
    open.push(async () => stop.abort());
    const seen: number[] = [];
    let behind = 0;
    const follow = async () => {
      const items = store.subscribe({ after: 'start', streamPrefixes: [stream], signal: stop.signal });
      for await (const item of items) {
        if (item.kind === 'event') seen.push((item.event.data as { n: number }).n);
        if (item.kind === 'behind') behind += 1;
      }
    };
    const following = follow();
    const writer = connectEventStore({ url: server.url });
    open.push(() => writer.close());
    let revision = (await writer.append(stream, 'no_stream', [happened(0)])).revision;
    for (let round = 0; round < 20; round += 1) {
      const size = seen.length;
      await until('events arrive', () => seen.length > size || seen.length === Number(revision) + 1);
      proxy.endSubscriptions(round % 2 === 0 ? 'cleanly' : 'with an error');
      const next = Number(revision) + 1;
      revision = (await writer.append(stream, revision, [happened(next), happened(next + 1), happened(next + 2)]))
        .revision;
    }
    await until('the last event arrives', () => seen.at(-1) === Number(revision));
    expect(seen).to.deep.equal(Array.from({ length: 61 }, (_, n) => n));
    expect(behind).to.be.at.least(10);
    stop.abort();
    await following;
  });

  it('misses nothing when a subscription from the end breaks before its first event', async () => {
    const stop = new AbortController();
    open.push(async () => stop.abort());
    const seen: unknown[] = [];
    await store.append(stream, 'no_stream', [happened(1)]);
    const follow = async () => {
      const items = store.subscribe({ after: 'end', streamPrefixes: [stream], signal: stop.signal });
      for await (const item of items) {
        if (item.kind === 'event') seen.push(item.event.data);
        if (item.kind === 'caughtUp' && proxy.subscriptions() === 1) {
          await store.append(`${stream}-x`, 'no_stream', [happened(0)]);
          proxy.endSubscriptions('cleanly');
          await store.append(stream, 0n, [happened(2)]);
        }
        if (seen.length === 2) stop.abort();
      }
    };
    await follow();
    expect(seen).to.deep.equal([{ n: 0 }, { n: 2 }]);
  });

  it('hands out checkpoints where nothing matches, and goes on from them', async () => {
    const stop = new AbortController();
    open.push(async () => stop.abort());
    const writer = connectEventStore({ url: server.url });
    open.push(() => writer.close());
    let revision = (await writer.append(stream, 'no_stream', [happened(0)])).revision;
    for (let i = 0; i < 6; i += 1) {
      const many = Array.from({ length: 200 }, (_, n) => happened(n));
      revision = (await writer.append(stream, revision, many)).revision;
    }
    const kinds: string[] = [];
    const items = store.subscribe({ after: 'start', streamPrefixes: ['never-'], signal: stop.signal });
    for await (const item of items) {
      kinds.push(item.kind);
      if (item.kind === 'caughtUp') {
        expect(item.position?.commit).to.be.a('bigint');
        stop.abort();
      }
    }
    expect(kinds[0]).to.equal('checkpoint');
  });

  it('pulls: a slow reader does not fill the memory', async () => {
    const writer = connectEventStore({ url: server.url });
    open.push(() => writer.close());
    for (let i = 0; i < 12; i += 1) {
      const large = Array.from({ length: 20 }, (_, n) => ({ ...happened(n), data: { text: 'x'.repeat(40_000) } }));
      await writer.append(`${stream}-${i}`, 'no_stream', large); // 10 MB in all
    }
    const stop = new AbortController();
    open.push(async () => stop.abort());
    const items = store.subscribe({ after: 'start', streamPrefixes: [stream], signal: stop.signal });
    const iterator = items[Symbol.asyncIterator]();
    await iterator.next();
    const sent = () => proxy.bytesRead();
    await until('the flow stops by itself', async () => {
      const before = sent();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return sent() === before;
    });
    expect(sent()).to.be.below(5_000_000);
    stop.abort();
    await iterator.next();
  });
});
