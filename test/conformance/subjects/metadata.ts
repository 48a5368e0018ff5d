import { BACKWARDS, END, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, eventually, labels, refusal } from '../answers.ts';
import { event, events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

const six = ({ client, stream }: Store) => client.appendToStream(stream(), events(6), { expectedRevision: NO_STREAM });

export const metadata = subject('metadata of a stream', {
  'that was never set is not there': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(1));
    expect(await client.getStreamMetadata(stream())).to.deep.equal({ streamName: stream() });
    expect(await client.getStreamMetadata(stream('missing'))).to.deep.equal({ streamName: stream('missing') });
  },

  "reads back as it was set, fields of one's own included": async ({ client, stream }) => {
    const set = {
      maxCount: 20,
      maxAge: 3600,
      truncateBefore: 1,
      cacheControl: 30,
      owner: 'clinic',
      deep: { list: [1] },
    };
    await client.setStreamMetadata(stream(), set, { expectedRevision: NO_STREAM });
    expect((await client.getStreamMetadata(stream())).metadata).to.deep.equal(set);
  },

  'reads back as it was set last': async ({ client, stream }) => {
    const first = await client.setStreamMetadata(stream(), { maxCount: 2 }, { expectedRevision: NO_STREAM });
    const second = await client.setStreamMetadata(stream(), { maxAge: 60 }, { expectedRevision: 0n });
    expect([first.nextExpectedRevision, second.nextExpectedRevision]).to.deep.equal([0n, 1n]);
    expect((await client.getStreamMetadata(stream())).metadata).to.deep.equal({ maxAge: 60 });
  },

  'set with a wrong expected revision is refused': async ({ client, stream }) => {
    await client.setStreamMetadata(stream(), { maxCount: 2 });
    const again = client.setStreamMetadata(stream(), { maxCount: 3 }, { expectedRevision: NO_STREAM });
    expect(await refusal(again)).to.deep.equal({
      type: 'wrong-expected-version',
      streamName: `$$${stream()}`,
      expectedVersion: NO_STREAM,
      actualVersion: 0n,
    });
    expect((await client.getStreamMetadata(stream())).metadata).to.deep.equal({ maxCount: 2 });
  },

  'lies in a stream of its own that can be read': async ({ client, stream }) => {
    await client.setStreamMetadata(stream(), { maxCount: 2, custom: 'kept' });
    const [read] = await collect(client.readStream(`$$${stream()}`));
    expect([read?.revision, read?.type, read?.data]).to.deep.equal([0n, '$metadata', { $maxCount: 2, custom: 'kept' }]);
  },

  'keeps only the newest in that stream': async ({ client, stream }) => {
    for (const maxCount of [2, 3, 4]) await client.setStreamMetadata(stream(), { maxCount });
    const read = await collect(client.readStream(`$$${stream()}`));
    expect(read.map(({ revision, data }) => [revision, data])).to.deep.equal([[2n, { $maxCount: 4 }]]);
  },

  '$maxCount keeps the newest, in both directions': async (store) => {
    await six(store);
    await store.client.setStreamMetadata(store.stream(), { maxCount: 2 });
    const read = (options = {}) => labels(store.client.readStream(store.stream(), options));
    expect(await read()).to.deep.equal(['4:E4', '5:E5']);
    expect(await read({ fromRevision: 0n, maxCount: 3 })).to.deep.equal(['4:E4', '5:E5']);
    expect(await read({ direction: BACKWARDS, fromRevision: END })).to.deep.equal(['5:E5', '4:E4']);
  },

  '$maxCount moves on with each append': async (store) => {
    await six(store);
    await store.client.setStreamMetadata(store.stream(), { maxCount: 2 });
    await store.client.appendToStream(store.stream(), event('New'), { expectedRevision: 5n });
    expect(await labels(store.client.readStream(store.stream()))).to.deep.equal(['5:E5', '6:New']);
  },

  '$tb hides what lies before it, and the numbering goes on': async (store) => {
    await six(store);
    await store.client.setStreamMetadata(store.stream(), { truncateBefore: 4 });
    expect(await labels(store.client.readStream(store.stream()))).to.deep.equal(['4:E4', '5:E5']);
    const { nextExpectedRevision } = await store.client.appendToStream(store.stream(), event('New'), {
      expectedRevision: 5n,
    });
    expect(nextExpectedRevision).to.equal(6n);
  },

  '$tb and $maxCount together keep what both keep': async (store) => {
    await six(store);
    const read = () => labels(store.client.readStream(store.stream()));
    await store.client.setStreamMetadata(store.stream(), { truncateBefore: 3, maxCount: 2 });
    expect(await read()).to.deep.equal(['4:E4', '5:E5']);
    await store.client.setStreamMetadata(store.stream(), { truncateBefore: 5, maxCount: 4 });
    expect(await read()).to.deep.equal(['5:E5']);
  },

  '$maxAge hides what is older, and the numbering goes on': async (store) => {
    const { client, stream } = store;
    await client.appendToStream(stream(), events(2));
    await client.setStreamMetadata(stream(), { maxAge: 1 });
    await eventually(
      'both were too old',
      () => labels(client.readStream(stream())),
      (left) => left.length === 0,
    );
    const { nextExpectedRevision } = await client.appendToStream(stream(), event('New'), { expectedRevision: 1n });
    expect(nextExpectedRevision).to.equal(2n);
    expect(await labels(client.readStream(stream()))).to.deep.equal(['2:New']);
  },

  '$maxAge keeps what is younger': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(2));
    await client.setStreamMetadata(stream(), { maxAge: 3600 });
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:E0', '1:E1']);
  },

  'of a missing stream can be set, and the stream is still missing': async ({ client, stream }) => {
    await client.setStreamMetadata(stream(), { maxCount: 5 });
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
    const born = await client.appendToStream(stream(), event('First'), { expectedRevision: NO_STREAM });
    expect(born.nextExpectedRevision).to.equal(0n);
  },

  'leaves the revision of the stream alone': async (store) => {
    await six(store);
    await store.client.setStreamMetadata(store.stream(), { cacheControl: 10 });
    const { nextExpectedRevision } = await store.client.appendToStream(store.stream(), event('Next'), {
      expectedRevision: 5n,
    });
    expect(nextExpectedRevision).to.equal(6n);
  },

  'of one stream does not touch another': async (store) => {
    await six(store);
    await store.client.appendToStream(store.stream('other'), events(6));
    await store.client.setStreamMetadata(store.stream(), { maxCount: 1 });
    expect(await collect(store.client.readStream(store.stream('other')))).to.have.length(6);
  },
});
