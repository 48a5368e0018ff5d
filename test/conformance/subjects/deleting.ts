import { ANY, BACKWARDS, END, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, compare, eventually, labels, refusal } from '../answers.ts';
import { event, events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

async function three({ client, stream }: Store) {
  const { position } = await client.appendToStream(stream(), events(3), { expectedRevision: NO_STREAM });
  if (!position) throw new Error('an append without a position');
  return position;
}

/** What a read gives once there is anything to read: after a rebirth the stream may be missing for a moment. */
const rebornAs = ({ client, stream }: Store) =>
  eventually(
    'the stream could be read again',
    () =>
      labels(client.readStream(stream())).catch((error) =>
        error.type === 'stream-not-found' ? [] : Promise.reject(error),
      ),
    (read) => read.length > 0,
  );

export const deleting = subject('deleting a stream', {
  'at its revision answers a position behind its events': async (store) => {
    const last = await three(store);
    const { position } = await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    expect(position && compare(position, last)).to.equal(1);
  },

  'with any works too': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: ANY });
    expect((await refusal(collect(store.client.readStream(store.stream())))).type).to.equal('stream-not-found');
  },

  'at a wrong revision is refused and deletes nothing': async (store) => {
    await three(store);
    expect(await refusal(store.client.deleteStream(store.stream(), { expectedRevision: 0n }))).to.deep.equal({
      type: 'wrong-expected-version',
      streamName: store.stream(),
      expectedVersion: 0n,
      actualVersion: 2n,
    });
    expect(await labels(store.client.readStream(store.stream()))).to.deep.equal(['0:E0', '1:E1', '2:E2']);
  },

  'that is missing is a wrong expected version': async ({ client, stream }) => {
    const told = { type: 'wrong-expected-version', streamName: stream(), actualVersion: -1n };
    expect(await refusal(client.deleteStream(stream(), { expectedRevision: ANY }))).to.deep.equal({
      ...told,
      expectedVersion: -2n,
    });
    expect(await refusal(client.deleteStream(stream(), { expectedRevision: NO_STREAM }))).to.deep.equal({
      ...told,
      expectedVersion: -1n,
    });
  },

  'that has metadata only works with no_stream': async ({ client, stream }) => {
    await client.setStreamMetadata(stream(), { cacheControl: 10 });
    await client.deleteStream(stream(), { expectedRevision: NO_STREAM });
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
  },

  'makes it missing for readers in both directions': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    const missing = { type: 'stream-not-found', streamName: store.stream() };
    expect(await refusal(collect(store.client.readStream(store.stream())))).to.deep.equal(missing);
    const backwards = store.client.readStream(store.stream(), { direction: BACKWARDS, fromRevision: END });
    expect(await refusal(collect(backwards))).to.deep.equal(missing);
  },

  'and appending with no_stream goes on with the numbering': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    const again = await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).to.equal(3n);
    expect(await rebornAs(store)).to.deep.equal(['3:Again']);
  },

  'and appending at its old revision goes on with the numbering': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    const again = await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: 2n });
    expect(again.nextExpectedRevision).to.equal(3n);
    expect(await rebornAs(store)).to.deep.equal(['3:Again']);
  },

  'replaces its metadata: once it lives again, that cuts off the old life': async (store) => {
    await three(store);
    await store.client.setStreamMetadata(store.stream(), { owner: 'clinic' });
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: 2n });
    await rebornAs(store);
    expect((await store.client.getStreamMetadata(store.stream())).metadata).to.deep.equal({ truncateBefore: 3 });
  },

  'and setting its metadata brings it back, empty': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    await store.client.setStreamMetadata(store.stream(), { maxCount: 100 });
    const read = await eventually(
      'the stream could be read again',
      () => labels(store.client.readStream(store.stream())).catch((error) => String(error.type)),
      (answer) => answer !== 'stream-not-found',
    );
    expect(read).to.deep.equal([]);
    const { metadata } = await store.client.getStreamMetadata(store.stream());
    expect(metadata).to.deep.equal({ maxCount: 100, truncateBefore: 3 });
    const next = await store.client.appendToStream(store.stream(), event('Next'), { expectedRevision: 2n });
    expect(next.nextExpectedRevision).to.equal(3n);
  },

  'twice, with a life between, hides both lives': async (store) => {
    await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    await store.client.appendToStream(store.stream(), events(2, 'Second'), { expectedRevision: 2n });
    await rebornAs(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 4n });
    await store.client.appendToStream(store.stream(), event('Third'), { expectedRevision: 4n });
    expect(await rebornAs(store)).to.deep.equal(['5:Third']);
  },

  'leaves its events in $all': async (store) => {
    const position = await three(store);
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    const [last] = await collect(store.client.readAll({ fromPosition: position, maxCount: 1 }));
    expect([last?.streamId, last?.type]).to.deep.equal([store.stream(), 'E2']);
  },

  'leaves other streams alone': async (store) => {
    await three(store);
    await store.client.appendToStream(store.stream('stream-2'), events(2));
    await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
    expect(await labels(store.client.readStream(store.stream('stream-2')))).to.deep.equal(['0:E0', '1:E1']);
  },
});

export const tombstones = subject('tombstoning a stream', {
  'makes reading it a stream that is deleted, in both directions': async (store) => {
    await three(store);
    await store.client.tombstoneStream(store.stream(), { expectedRevision: 2n });
    const deleted = { type: 'stream-deleted', streamName: store.stream() };
    expect(await refusal(collect(store.client.readStream(store.stream())))).to.deep.equal(deleted);
    const backwards = store.client.readStream(store.stream(), { direction: BACKWARDS, fromRevision: END });
    expect(await refusal(collect(backwards))).to.deep.equal(deleted);
  },

  'makes deleting it and its metadata a stream that is deleted': async (store) => {
    await three(store);
    await store.client.tombstoneStream(store.stream(), { expectedRevision: 2n });
    expect(await refusal(store.client.deleteStream(store.stream()))).to.deep.equal({
      type: 'stream-deleted',
      streamName: store.stream(),
    });
    expect(await refusal(store.client.getStreamMetadata(store.stream()))).to.deep.equal({
      type: 'stream-deleted',
      streamName: `$$${store.stream()}`,
    });
  },

  'at a wrong revision is refused, and the stream lives on': async (store) => {
    await three(store);
    const tombstone = store.client.tombstoneStream(store.stream(), { expectedRevision: 0n });
    expect((await refusal(tombstone)).type).to.equal('wrong-expected-version');
    expect(await labels(store.client.readStream(store.stream()))).to.have.length(3);
  },

  'leaves its events in $all, and an event that tells of it': async (store) => {
    const position = await three(store);
    await store.client.tombstoneStream(store.stream(), { expectedRevision: 2n });
    const read = await collect(store.client.readAll({ fromPosition: position }));
    const mine = read.filter(({ streamId }) => streamId === store.stream());
    expect(mine.map(({ revision, type }) => `${revision}:${type}`)).to.deep.equal([
      '2:E2',
      '9223372036854775807:$streamDeleted',
    ]);
  },
});
