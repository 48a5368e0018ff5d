import { ANY, type AppendExpectedRevision, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { expect } from 'chai';
import { refusal } from '../answers.ts';
import { event, events } from '../events.ts';
import type { Store } from '../store.ts';
import { type Case, subject } from '../suite.ts';

type Answer =
  | { appendedAs: bigint }
  | { wrong: { actualVersion: bigint | 'no_stream' } }
  | { refused: 'stream-deleted' };

/** A stream in a certain state, and the answer to an append for each revision one may expect it to have. */
type State = {
  state: string;
  prepare: (store: Store, stream: string) => Promise<unknown>;
  answers: [AppendExpectedRevision, Answer][];
};

const wrong = (actualVersion: bigint | 'no_stream'): Answer => ({ wrong: { actualVersion } });
const deleted: Answer = { refused: 'stream-deleted' };

const threeEvents = ({ client }: Store, stream: string) =>
  client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM });

const states: State[] = [
  {
    state: 'a new stream',
    prepare: async () => {},
    answers: [
      [ANY, { appendedAs: 0n }],
      [NO_STREAM, { appendedAs: 0n }],
      [STREAM_EXISTS, wrong('no_stream')],
      [0n, wrong('no_stream')],
      [5n, wrong('no_stream')],
    ],
  },
  {
    state: 'a stream of three',
    prepare: threeEvents,
    answers: [
      [ANY, { appendedAs: 3n }],
      [NO_STREAM, wrong(2n)],
      [STREAM_EXISTS, { appendedAs: 3n }],
      [2n, { appendedAs: 3n }],
      [0n, wrong(2n)],
      [99n, wrong(2n)],
    ],
  },
  {
    state: 'a deleted stream of three',
    prepare: async (store, stream) => {
      await threeEvents(store, stream);
      await store.client.deleteStream(stream, { expectedRevision: 2n });
    },
    answers: [
      [ANY, { appendedAs: 3n }],
      [NO_STREAM, { appendedAs: 3n }],
      [STREAM_EXISTS, deleted],
      [2n, { appendedAs: 3n }],
      [0n, wrong(2n)],
      [99n, wrong(2n)],
    ],
  },
  {
    state: 'a tombstoned stream of three',
    prepare: async (store, stream) => {
      await threeEvents(store, stream);
      await store.client.tombstoneStream(stream, { expectedRevision: 2n });
    },
    answers: [
      [ANY, deleted],
      [NO_STREAM, deleted],
      [STREAM_EXISTS, deleted],
      [2n, deleted],
    ],
  },
  {
    // "If it or a metadata stream does not exist, treats that as a concurrency problem."
    state: 'a stream that has metadata only',
    prepare: ({ client }, stream) => client.setStreamMetadata(stream, { maxCount: 5 }),
    answers: [
      [STREAM_EXISTS, { appendedAs: 0n }],
      [NO_STREAM, { appendedAs: 0n }],
    ],
  },
];

async function expectAnswer(
  { client }: Store,
  stream: string,
  expectedRevision: AppendExpectedRevision,
  answer: Answer,
) {
  const append = client.appendToStream(stream, event('Next'), { expectedRevision });
  if ('appendedAs' in answer) {
    expect((await append).nextExpectedRevision).to.equal(answer.appendedAs);
  } else if ('wrong' in answer) {
    const expected = { type: 'wrong-expected-version', streamName: stream, expectedVersion: expectedRevision };
    expect(await refusal(append)).to.deep.equal({ ...expected, ...answer.wrong });
  } else {
    expect(await refusal(append)).to.deep.equal({ type: answer.refused, streamName: stream });
  }
}

function outcome(answer: Answer): string {
  if ('appendedAs' in answer) return `appends as ${answer.appendedAs}`;
  return 'wrong' in answer ? `is wrong, the stream is at ${answer.wrong.actualVersion}` : 'says the stream is deleted';
}

function casesOf({ state, prepare, answers }: State): [string, Case['ask']][] {
  return answers.map(([expectedRevision, answer]) => [
    `${expectedRevision} to ${state} ${outcome(answer)}`,
    async (store) => {
      const stream = store.stream();
      await prepare(store, stream);
      await expectAnswer(store, stream, expectedRevision, answer);
    },
  ]);
}

export const expectedRevision = subject('appending with an expected revision', {
  ...Object.fromEntries(states.flatMap(casesOf)),

  'a client told not to throw gets success: false': async (store) => {
    const stream = store.stream();
    await threeEvents(store, stream);
    const separator = store.url.includes('?') ? '&' : '?';
    const client = store.connect(`${store.url}${separator}throwOnAppendFailure=false`);
    const answer = await client.appendToStream(stream, event('Next'), { expectedRevision: NO_STREAM });
    expect(answer.success).to.equal(false);
    expect(answer.position).to.equal(undefined);
  },

  'nothing appended to a missing stream succeeds and makes no stream': async ({ client, stream }) => {
    for (const expectedRevision of [ANY, NO_STREAM] as const) {
      const answer = await client.appendToStream(stream(), [], { expectedRevision });
      expect(answer.success).to.equal(true);
    }
    expect((await refusal(client.readStream(stream()).toArray())).type).to.equal('stream-not-found');
  },

  'nothing appended with no_stream to a stream that exists is wrong': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(5), { expectedRevision: NO_STREAM });
    expect(await refusal(client.appendToStream(stream(), [], { expectedRevision: NO_STREAM }))).to.deep.equal({
      type: 'wrong-expected-version',
      streamName: stream(),
      expectedVersion: NO_STREAM,
      actualVersion: 4n,
    });
  },
});
