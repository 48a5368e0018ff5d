import { randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  type EventStore,
  type EventToAppend,
  RevisionConflict,
  UnreadableEvent,
  UnwritableEvent,
} from './event-store.ts';
import { connectEventStore } from './eventstoredb.ts';
import { hashOf } from './hash.ts';
import { all, failureOf, happened, metadata } from './spec/events.ts';

describe('the event store', () => {
  let server: RunningEventStore;
  let store: EventStore;
  let stream: string;

  before(async () => {
    server = await startEventStore();
    store = connectEventStore({ url: server.url });
  });
  beforeEach(() => {
    stream = `thing-${randomUUID()}`;
  });
  after(async () => {
    await store.close();
    await server.stop();
  });

  it('gives back what was appended, with its place in the stream and in the log', async () => {
    const events = [happened(1), { ...happened(2), metadata: { ...metadata, actor: null, imported: true as const } }];
    const { revision, position } = await store.append(stream, 'no_stream', events);
    const found = await all(store.readStream(stream));
    expect(found.map(({ id, data }) => ({ id, data }))).to.deep.equal(events.map(({ id, data }) => ({ id, data })));
    expect(found.map((event) => event.revision)).to.deep.equal([0n, 1n]);
    expect(found[1]).to.deep.include({ streamName: stream, revision, position, type: 'Happened' });
    expect(found[0]?.metadata).to.deep.equal({ ...metadata, previousHash: null });
    expect(found[1]?.metadata).to.deep.include({ actor: null, imported: true });
    expect(await store.head()).to.deep.equal(position);
    expect(await store.markAt(position)).to.deep.equal({ id: events[1]?.id, streamName: stream, revision });
  });

  it('reads a missing stream as empty, and a part of one', async () => {
    expect(await all(store.readStream(stream))).to.deep.equal([]);
    await store.append(stream, 'no_stream', [1, 2, 3, 4].map(happened));
    const part = await all(store.readStream(stream, { from: 1n, maxCount: 2 }));
    expect(part.map(({ data }) => data)).to.deep.equal([{ n: 2 }, { n: 3 }]);
    expect(await all(store.readStream(stream, { from: 4n }))).to.deep.equal([]);
  });

  it('reads streams longer than a page', async () => {
    const many = Array.from({ length: 450 }, (_, n) => happened(n));
    await store.append(stream, 'no_stream', many);
    const found = await all(store.readStream(stream));
    expect(found.map(({ id }) => id)).to.deep.equal(many.map(({ id }) => id));
  });

  it('refuses an append at the wrong revision and says where the stream stands', async () => {
    const missing = await failureOf(store.append(stream, 3n, [happened(1)]));
    expect(missing).to.be.instanceOf(RevisionConflict).and.to.include({ actual: 'no_stream', expected: 3n });
    await store.append(stream, 'no_stream', [happened(1), happened(2)]);
    expect(await failureOf(store.append(stream, 'no_stream', [happened(3)]))).to.include({ actual: 1n });
    expect(await failureOf(store.append(stream, 0n, [happened(3)]))).to.include({ actual: 1n });
  });

  it('answers a repeated append as the first time and writes nothing', async () => {
    const events = [happened(1), happened(2)];
    const first = await store.append(stream, 'no_stream', events);
    expect(await store.append(stream, 'no_stream', events)).to.deep.equal(first);
    expect(await all(store.readStream(stream))).to.have.lengthOf(2);
  });

  it('links every event to the one before it, whoever appends', async () => {
    await store.append(stream, 'no_stream', [happened(1), happened(2)]);
    await store.append(stream, 1n, [happened(3)]);
    const other = connectEventStore({ url: server.url });
    await other.append(stream, 2n, [{ ...happened(4), data: { b: undefined, a: { z: 1, y: [null, 'ü'] } } }]);
    await store.append(stream, 3n, [happened(5)]);
    await other.close();
    const found = await all(store.readStream(stream));
    expect(found.map((event) => event.metadata.previousHash)).to.deep.equal([null, ...found.slice(0, -1).map(hashOf)]);
  });

  it('sends nothing the server or the client would choke on', async () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    const bad: [string, EventToAppend[]][] = [
      ['', [happened(1)]],
      ['$streams', [happened(1)]],
      [stream, []],
      [stream, [{ ...happened(1), type: '' }]],
      [stream, [{ ...happened(1), type: '$settings' }]],
      [stream, [{ ...happened(1), id: 'not-a-uuid' }]],
      [stream, [{ ...happened(1), data: 'text' }]],
      [stream, [{ ...happened(1), data: [1] }]],
      [stream, [{ ...happened(1), data: undefined }]],
      [stream, [{ ...happened(1), data: { n: 1n } }]],
      [stream, [{ ...happened(1), data: self }]],
      [stream, [{ ...happened(1), data: { text: 'x'.repeat(256 * 1024) } }]],
      [stream, Array.from({ length: 5 }, () => ({ ...happened(1), data: { text: 'x'.repeat(250_000) } }))],
    ];
    for (const [name, events] of bad) {
      expect(await failureOf(store.append(name, 'no_stream', events))).to.be.instanceOf(UnwritableEvent);
    }
    await store.append(stream, 'no_stream', [{ ...happened(1), data: { text: 'x'.repeat(255_000) } }]);
  });

  describe('with events of somebody else in it', () => {
    let raw: EventStoreDBClient;
    before(() => {
      raw = EventStoreDBClient.connectionString(server.url);
    });
    after(() => raw.dispose());

    const strangers = {
      'broken JSON': () => ({
        ...binaryEvent({ type: 'Odd', data: Buffer.from('{"n":') }),
        contentType: 'application/json',
      }),
      'no JSON': () => binaryEvent({ type: 'Odd', data: Buffer.from([1, 2, 3]) }),
      'no metadata': () => jsonEvent({ type: 'Odd', data: { n: 1 } }),
    };
    for (const [what, event] of Object.entries(strangers)) {
      it(`names the event that has ${what} instead of passing it on`, async () => {
        await raw.appendToStream(stream, event() as ReturnType<typeof jsonEvent>);
        expect(await failureOf(all(store.readStream(stream)))).to.be.instanceOf(UnreadableEvent);
        const subscription = store.subscribe({
          after: 'start',
          streamPrefixes: [stream],
          signal: AbortSignal.timeout(10_000),
        });
        const failure = await failureOf(subscription[Symbol.asyncIterator]().next());
        expect(failure).to.be.instanceOf(UnreadableEvent).and.to.have.nested.property('event.streamName', stream);
      });
    }
  });

  it('is ready while the server answers, and soon says so when it does not', async () => {
    expect(await store.isReady()).to.equal(true);
    const nowhere = connectEventStore({ url: 'esdb://127.0.0.1:1?tls=false' });
    expect(await nowhere.isReady()).to.equal(false);
    await nowhere.close();
  });
});
