import { ANY, type AppendToStreamOptions, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, refusal } from '../answers.ts';
import { bigEvent, events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

type Asked = (stream: string, options: AppendToStreamOptions) => Promise<unknown>;

/** Puts one question through the batch append and through the classic append; the two answers must be equal. */
async function expectSameAnswer({ stream, credentials }: Store, ask: Asked) {
  const answers = [];
  for (const [kind, options] of [
    ['batch', {}],
    ['classic', { credentials }],
  ] as const) {
    const name = stream(kind);
    const answer = JSON.stringify(await ask(name, options), (_, value) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    answers.push(answer.replaceAll(name, 'STREAM'));
  }
  expect(answers[1]).to.equal(answers[0]);
}

export const classicAppend = subject('the classic append (with credentials of its own)', {
  'writes several events and answers revision and position': async ({ client, credentials, stream }) => {
    const answer = await client.appendToStream(stream(), events(3), { expectedRevision: NO_STREAM, credentials });
    expect(answer.nextExpectedRevision).to.equal(2n);
    const stored = await collect(client.readStream(stream()));
    expect(stored.at(-1)?.position).to.deep.equal(answer.position);
    expect(stored).to.have.length(3);
  },

  'tells a wrong expected version like the batch append': async (store) => {
    await expectSameAnswer(store, async (stream, options) => {
      await store.client.appendToStream(stream, events(3), options);
      const told = [];
      for (const expectedRevision of [NO_STREAM, 0n, 99n] as const) {
        told.push(await refusal(store.client.appendToStream(stream, events(1), { ...options, expectedRevision })));
      }
      return told;
    });
  },

  'tells that a stream is missing like the batch append': async (store) => {
    await expectSameAnswer(store, async (stream, options) => [
      await refusal(store.client.appendToStream(stream, events(1), { ...options, expectedRevision: STREAM_EXISTS })),
      await refusal(store.client.appendToStream(stream, events(1), { ...options, expectedRevision: 5n })),
    ]);
  },

  'tells that a stream is deleted like the batch append': async (store) => {
    await expectSameAnswer(store, async (stream, options) => {
      await store.client.appendToStream(stream, events(1), options);
      await store.client.tombstoneStream(stream, { expectedRevision: 0n });
      return refusal(store.client.appendToStream(stream, events(1), { ...options, expectedRevision: ANY }));
    });
  },

  'tells that an append is too big like the batch append': async (store) => {
    await expectSameAnswer(store, (stream, options) =>
      refusal(store.client.appendToStream(stream, [bigEvent(600), bigEvent(600)], options)),
    );
  },

  'appends nothing like the batch append': async (store) => {
    await expectSameAnswer(store, async (stream, options) => {
      const { success, nextExpectedRevision } = await store.client.appendToStream(stream, [], options);
      return { success, nextExpectedRevision };
    });
  },

  'recognises the events of a batch append, and the other way round': async ({ client, credentials, stream }) => {
    const [first, second] = [events(3, 'A'), events(3, 'B')];
    await client.appendToStream(stream(), first, { expectedRevision: NO_STREAM });
    await client.appendToStream(stream(), second, { expectedRevision: 2n, credentials });
    const again = await client.appendToStream(stream(), first, { expectedRevision: NO_STREAM, credentials });
    const alsoAgain = await client.appendToStream(stream(), second, { expectedRevision: 2n });
    expect([again.nextExpectedRevision, alsoAgain.nextExpectedRevision]).to.deep.equal([2n, 5n]);
    expect(await labels(client.readStream(stream()))).to.have.length(6);
  },

  'keeps data and metadata like the batch append': async (store) => {
    await expectSameAnswer(store, async (stream, options) => {
      const asJson = events(1).map((one) => ({ ...one, data: { text: 'ü ✓' }, metadata: { $correlationId: 'c' } }));
      await store.client.appendToStream(stream, asJson, options);
      const [read] = await collect(store.client.readStream(stream));
      return { data: read?.data, metadata: read?.metadata, isJson: read?.isJson };
    });
  },
});
