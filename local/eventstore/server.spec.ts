import {
  AccessDeniedError,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  StreamDeletedError,
  streamNameFilter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { startEventStore } from './server.ts';
import { type SelfSigned, selfSignedFiles } from './spec/self-signed.ts';
import { events, failureOf, type StoreInSpec, storeInSpec, told, typesIn } from './spec/store-in-spec.ts';

describe('An event store in memory', () => {
  let spec: StoreInSpec;
  beforeEach(async () => {
    spec = await storeInSpec();
  });
  afterEach(() => spec.end());

  it('keeps what is appended, in order, and tells where it stands', async () => {
    const { client } = spec;
    const first = await client.appendToStream('s', events(2), { expectedRevision: NO_STREAM });
    const second = await client.appendToStream('s', events(1, 'F'), { expectedRevision: first.nextExpectedRevision });
    expect(second.nextExpectedRevision).to.equal(2n);
    expect(Number(second.position?.commit)).to.be.greaterThan(Number(first.position?.commit));
    expect(await typesIn(client, 's')).to.deep.equal(['E0', 'E1', 'F0']);
  });

  it('is found by a client that discovers a cluster', async () => {
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${spec.store.port}?tls=false`);
    await client.appendToStream('s', events(1));
    expect(await typesIn(client, 's')).to.deep.equal(['E0']);
    await client.dispose();
  });

  it('says of services it does not have that they are not implemented', async () => {
    const failure = await failureOf(spec.client.listAllPersistentSubscriptions());
    expect(failure).to.have.property('code', 12);
  });

  it('gives of a metadata stream its newest event alone', async () => {
    const { client } = spec;
    await client.setStreamMetadata('s', { maxCount: 2 });
    await client.setStreamMetadata('s', { maxCount: 3 });
    const revisions: bigint[] = [];
    for await (const { event } of client.readStream('$$s')) revisions.push(event?.revision ?? -1n);
    expect(revisions).to.deep.equal([1n]);
  });

  it('brings a softly deleted stream back with its numbers going on', async () => {
    const { client } = spec;
    await client.appendToStream('s', events(2));
    await client.setStreamMetadata('s', { maxCount: 9 });
    await client.deleteStream('s');
    await client.appendToStream('s', events(1, 'New'), { expectedRevision: NO_STREAM });
    expect(await typesIn(client, 's')).to.deep.equal(['New0']);
    expect((await client.getStreamMetadata('s')).metadata).to.deep.equal({ truncateBefore: 2 });
  });

  it('stops while subscribers are live, and they hear of it', async () => {
    const subscription = spec.client.subscribeToAll();
    const ended = new Promise((resolve) => {
      subscription.on('error', resolve);
      subscription.on('end', resolve);
    });
    await told(subscription, 'caughtUp');
    await spec.store.stop();
    await ended;
  });
});

describe('A subscription', () => {
  let spec: StoreInSpec;
  beforeEach(async () => {
    spec = await storeInSpec();
  });
  afterEach(() => spec.end());

  it('to a missing stream is confirmed, but not caught up before the stream is born', async () => {
    const { client } = spec;
    const marks: string[] = [];
    const subscription = client.subscribeToStream('s', { fromRevision: START });
    for (const mark of ['confirmation', 'caughtUp'] as const) subscription.on(mark, () => marks.push(mark));
    const caughtUp = told(subscription, 'caughtUp');
    subscription.on('data', ({ event }) => marks.push(event?.type ?? ''));
    await told(subscription, 'confirmation');
    await client.appendToStream('s', events(1));
    await caughtUp;
    expect(marks).to.deep.equal(['confirmation', 'E0', 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('that is live ends when its stream gets a tombstone', async () => {
    const { client } = spec;
    await client.appendToStream('s', events(1));
    const subscription = client.subscribeToStream('s', { fromRevision: START });
    const failure = new Promise((resolve) => subscription.on('error', resolve));
    const caughtUp = told(subscription, 'caughtUp');
    subscription.resume();
    await caughtUp;
    await client.tombstoneStream('s');
    expect(await failure).to.be.instanceOf(StreamDeletedError);
  });

  it('with a filter tells a checkpoint each time a whole window has been looked at, live or not', async () => {
    const { client } = spec;
    const heard: string[] = [];
    const filter = streamNameFilter({
      prefixes: ['wanted'],
      maxSearchWindow: 5,
      checkpointInterval: 2,
      checkpointReached: (_, position) => {
        heard.push(`checkpoint ${position.commit}`);
      },
    });
    const ninth = (await client.appendToStream('other', events(9))).position?.commit;
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    const firstWanted = new Promise<void>((resolve) =>
      subscription.on('data', ({ event }) => {
        heard.push(`${event?.streamId}`);
        if (event?.streamId === 'wanted-2') resolve();
      }),
    );
    await told(subscription, 'caughtUp');
    expect(heard).to.deep.equal([]);
    const tenth = (await client.appendToStream('wanted-1', events(1))).position?.commit;
    expect(Number(tenth)).to.be.greaterThan(Number(ninth));
    const twentieth = (await client.appendToStream('other', events(10))).position?.commit;
    await client.appendToStream('wanted-2', events(1));
    await firstWanted;
    expect(heard).to.deep.equal(['wanted-1', `checkpoint ${tenth}`, `checkpoint ${twentieth}`, 'wanted-2']);
    await subscription.unsubscribe();
  });

  it('gets everything in order through a slow reader', async () => {
    const { client } = spec;
    const subscription = client.subscribeToAll({ fromPosition: START });
    for (let i = 0; i < 20; i++) await client.appendToStream('s', events(100));
    let next = 0n;
    for await (const { event } of subscription) {
      expect(event?.revision).to.equal(next++);
      if (next === 2_000n) break;
      if (next % 100n === 0n) await new Promise(setImmediate);
    }
    expect(next).to.equal(2_000n);
  });
});

describe('An event store with credentials', () => {
  const credentials = { username: 'ops', password: 'right' };
  let spec: StoreInSpec;
  let tls: SelfSigned;
  before(() => {
    tls = selfSignedFiles();
  });
  after(() => tls.remove());
  beforeEach(async () => {
    // The client sends credentials over TLS only.
    spec = await storeInSpec({ credentials, tls }, ({ url }) => `${url}&tlsCAFile=${tls.certFile}`);
  });
  afterEach(() => spec.end());

  it('lets in who carries them, and turns away who does not', async () => {
    const { client } = spec;
    await client.appendToStream('s', events(1), { credentials });
    const own: string[] = [];
    for await (const { event } of client.readStream('s', { credentials })) own.push(event?.type ?? '');
    expect(own).to.deep.equal(['E0']);
    const wrong = { username: 'ops', password: 'wrong' };
    for (const given of [{}, { credentials: wrong }])
      expect(await failureOf(readAll(client, given))).to.be.instanceOf(AccessDeniedError);
    const append = client.appendToStream('s', jsonEvent({ type: 'E', data: {} }), { credentials: wrong });
    expect(await failureOf(append)).to.be.instanceOf(AccessDeniedError);
  });

  async function readAll(client: EventStoreDBClient, options: object): Promise<void> {
    for await (const _ of client.readStream('s', options));
  }
});

describe('An event store with a certificate', () => {
  it('is reached over TLS', async () => {
    const tls = selfSignedFiles();
    const spec = await storeInSpec({ tls }, ({ url }) => `${url}&tlsCAFile=${tls.certFile}`);
    await spec.client.appendToStream('s', events(1));
    expect(await typesIn(spec.client, 's')).to.deep.equal(['E0']);
    await spec.end();
    tls.remove();
  });
});

describe('Starting an event store', () => {
  it('says in one line that the port is taken', async () => {
    const first = await startEventStore();
    const failure = await failureOf(startEventStore({ port: first.port }));
    expect(failure.message).to.equal(`port ${first.port} is in use`);
    await first.stop();
  });
});
