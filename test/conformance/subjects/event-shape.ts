import { randomBytes, randomUUID } from 'node:crypto';
import { binaryEvent, type EventData, jsonEvent, type RecordedEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, positionOf } from '../answers.ts';
import { events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** Writes the event and reads it back. */
async function roundTrip({ client, stream }: Store, event: EventData): Promise<RecordedEvent> {
  await client.appendToStream(stream(), event);
  const [read] = await collect(client.readStream(stream()));
  if (!read) throw new Error('the event is not there');
  return read;
}

const json = (data: unknown, metadata?: unknown) =>
  // The client's types know objects, lists and text; any JSON value is sent all the same.
  jsonEvent({ type: 'Shown', data: data as object[], metadata: metadata as object[] });

const bytesOf = ({ data }: RecordedEvent) => [...(data as Uint8Array)];

export const eventShape = subject('what an event brings back', {
  'its id, type, stream, revision and position': async (store) => {
    const id = randomUUID();
    const read = await roundTrip(store, jsonEvent({ id, type: 'Shown', data: {} }));
    expect([read.id, read.type, read.streamId, read.revision]).to.deep.equal([id, 'Shown', store.stream(), 0n]);
    expect(Object.keys(positionOf(read)).toSorted()).to.deep.equal(['commit', 'prepare']);
  },

  'JSON data and JSON metadata': async (store) => {
    const read = await roundTrip(store, json({ a: 1, b: 'ü' }, { $correlationId: 'c', n: 2 }));
    expect(read.isJson).to.equal(true);
    expect(read.data).to.deep.equal({ a: 1, b: 'ü' });
    expect(read.metadata).to.deep.equal({ $correlationId: 'c', n: 2 });
  },

  'JSON data without metadata': async (store) => {
    const read = await roundTrip(store, json({ a: 1 }));
    expect(read.metadata).to.equal(undefined);
  },

  'JSON null': async (store) => {
    const read = await roundTrip(store, json(null));
    expect([read.data, read.isJson]).to.deep.equal([null, true]);
  },

  'JSON lists, numbers, text and truth values': async (store) => {
    const values = [[], [1, [2, [3]]], 'text', '', 0, -1.5e-7, true, false];
    await store.client.appendToStream(
      store.stream(),
      values.map((value) => json(value)),
    );
    const read = await collect(store.client.readStream(store.stream()));
    expect(read.map(({ data }) => data)).to.deep.equal(values);
  },

  'JSON deep and wide': async (store) => {
    const deep = Array.from({ length: 60 }).reduce<object>((inner) => ({ inner }), {
      list: Array(2000).fill('ä"\\\n'),
    });
    expect((await roundTrip(store, json(deep))).data).to.deep.equal(deep);
  },

  'binary data and binary metadata': async (store) => {
    const event = binaryEvent({ type: 'Bin', data: Buffer.from([0, 1, 255]), metadata: Buffer.from([7]) });
    const read = await roundTrip(store, event);
    expect(read.isJson).to.equal(false);
    expect(bytesOf(read)).to.deep.equal([0, 1, 255]);
    // The client tries metadata as JSON first, so that a lone byte 7 stays bytes.
    expect([...(read.metadata as Uint8Array)]).to.deep.equal([7]);
  },

  'binary data with JSON metadata': async (store) => {
    const read = await roundTrip(store, binaryEvent({ type: 'Bin', data: Buffer.from([9]), metadata: { by: 'me' } }));
    expect([bytesOf(read), read.metadata]).to.deep.equal([[9], { by: 'me' }]);
  },

  'empty binary data': async (store) => {
    const read = await roundTrip(store, binaryEvent({ type: 'Bin', data: Buffer.alloc(0) }));
    expect([bytesOf(read), read.metadata, read.isJson]).to.deep.equal([[], undefined, false]);
  },

  '64 KiB of random bytes': async (store) => {
    const data = randomBytes(64 * 1024);
    const read = await roundTrip(store, binaryEvent({ type: 'Bin', data }));
    expect(Buffer.from(read.data as Uint8Array).equals(data)).to.equal(true);
  },

  'when it was created, by the clock of the server, never falling within a stream': async ({ client, stream }) => {
    for (const one of events(5)) await client.appendToStream(stream(), one);
    const created = (await collect(client.readStream(stream()))).map((one) => one.created.getTime());
    expect(created).to.deep.equal(created.toSorted((a, b) => a - b));
    expect(Math.abs(Date.now() - (created[0] ?? 0))).to.be.below(60_000);
  },

  'the same from a stream, from $all and from a subscription': async (store) => {
    const { client, stream } = store;
    const answer = await client.appendToStream(stream(), json({ a: 1 }, { by: 'me' }));
    const [fromStream] = await collect(client.readStream(stream()));
    const fromAll = (await collect(client.readAll({ fromPosition: answer.position, maxCount: 1 })))[0];
    const follower = store.followStream(stream());
    await follower.untilSeen(1);
    expect(fromAll).to.deep.equal(fromStream);
    expect(follower.seen[0]?.event).to.deep.equal(fromStream);
  },
});
