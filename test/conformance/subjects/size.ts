import { binaryEvent, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, refusal } from '../answers.ts';
import { bigEvent, event, events } from '../events.ts';
import { subject } from '../suite.ts';

const mebibyte = 1024 * 1024;
const tooBig = { type: 'maximum-append-size-exceeded', maxAppendSize: mebibyte };

const bytes = (count: number) => binaryEvent({ type: 'Bytes', data: Buffer.alloc(count, 7) });

/** The limit is the server's default of 1 MiB an append. */
export const size = subject('the size of an append', {
  'one event of 900 KiB is taken and comes back whole': async ({ client, stream }) => {
    const big = bigEvent(900);
    await client.appendToStream(stream(), big, { expectedRevision: NO_STREAM });
    const [read] = await collect(client.readStream(stream()));
    expect(read?.data).to.deep.equal(big.data);
  },

  'a little below 1 MiB is taken': async ({ client, stream }) => {
    const answer = await client.appendToStream(stream(), bytes(mebibyte - 1024));
    expect(answer.nextExpectedRevision).to.equal(0n);
  },

  'one byte of data above 1 MiB is refused, and the answer names the limit': async ({ client, stream }) => {
    expect(await refusal(client.appendToStream(stream(), bytes(mebibyte + 1)))).to.deep.equal(tooBig);
  },

  'one event of 1100 KiB is refused': async ({ client, stream }) => {
    expect(await refusal(client.appendToStream(stream(), bigEvent(1100)))).to.deep.equal(tooBig);
  },

  'one event of 5000 KiB is refused': async ({ client, stream }) => {
    expect(await refusal(client.appendToStream(stream(), bigEvent(5000)))).to.deep.equal(tooBig);
  },

  'two events of 600 KiB are refused together, and neither is written': async ({ client, stream }) => {
    expect(await refusal(client.appendToStream(stream(), [bigEvent(600), bigEvent(600)]))).to.deep.equal(tooBig);
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
  },

  'two events of 600 KiB one after the other are taken': async ({ client, stream }) => {
    await client.appendToStream(stream(), bigEvent(600), { expectedRevision: NO_STREAM });
    await client.appendToStream(stream(), bigEvent(600), { expectedRevision: 0n });
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:Big', '1:Big']);
  },

  'it counts bytes, not characters': async ({ client, stream }) => {
    const umlauts = event('Umlauts', { text: 'ü'.repeat(600 * 1024) });
    expect(await refusal(client.appendToStream(stream(), umlauts))).to.deep.equal(tooBig);
  },

  'metadata counts as well as data': async ({ client, stream }) => {
    const text = 'x'.repeat(600 * 1024);
    const both = { ...event('Both', { text }), metadata: { text } };
    expect(await refusal(client.appendToStream(stream(), both))).to.deep.equal(tooBig);
  },

  '400 events of 2 KiB in one append are taken': async ({ client, stream }) => {
    const many = events(400).map((one) => ({ ...one, data: { text: 'x'.repeat(2 * 1024) } }));
    expect((await client.appendToStream(stream(), many)).nextExpectedRevision).to.equal(399n);
  },

  'after a refusal for size the connection goes on': async ({ client, stream }) => {
    const [refused, taken] = await Promise.allSettled([
      client.appendToStream(stream('big'), bigEvent(3500)),
      client.appendToStream(stream('small'), event('Small')),
    ]);
    expect([refused.status, taken.status]).to.deep.equal(['rejected', 'fulfilled']);
    expect((await client.appendToStream(stream('big'), event('Small'))).nextExpectedRevision).to.equal(0n);
  },
});
