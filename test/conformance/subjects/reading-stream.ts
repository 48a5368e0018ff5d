import { BACKWARDS, END, FORWARDS, NO_STREAM, type ReadStreamOptions, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, positionOf, refusal } from '../answers.ts';
import { events, upTo } from '../events.ts';
import { type Case, subject } from '../suite.ts';

/** A stream of ten, read in some way; given are the revisions that must come, in this order. */
const ways: [string, ReadStreamOptions, number[]][] = [
  ['forwards from the start', {}, upTo(10)],
  ['forwards, at most 3', { maxCount: 3 }, [0, 1, 2]],
  ['forwards, at most more than there are', { maxCount: 1000 }, upTo(10)],
  ['forwards from 7', { fromRevision: 7n }, [7, 8, 9]],
  ['forwards from 4, at most 2', { fromRevision: 4n, maxCount: 2 }, [4, 5]],
  ['forwards from the last', { fromRevision: 9n }, [9]],
  ['forwards from one beyond the last', { fromRevision: 10n }, []],
  ['forwards from far beyond the last', { fromRevision: 1000n }, []],
  ['backwards from the end', { direction: BACKWARDS, fromRevision: END }, upTo(10).toReversed()],
  ['backwards from the end, at most 2', { direction: BACKWARDS, fromRevision: END, maxCount: 2 }, [9, 8]],
  ['backwards from 5', { direction: BACKWARDS, fromRevision: 5n }, [5, 4, 3, 2, 1, 0]],
  ['backwards from the start', { direction: BACKWARDS, fromRevision: START }, [0]],
  ['backwards from far beyond the last', { direction: BACKWARDS, fromRevision: 1000n, maxCount: 2 }, [9, 8]],
];

function caseOf([way, options, revisions]: (typeof ways)[number]): [string, Case['ask']] {
  const given = revisions.length ? revisions.join(' ') : 'nothing';
  return [
    `${way} gives ${given}`,
    async ({ client, stream }) => {
      await client.appendToStream(stream(), events(10), { expectedRevision: NO_STREAM });
      expect(await labels(client.readStream(stream(), options))).to.deep.equal(revisions.map((n) => `${n}:E${n}`));
    },
  ];
}

export const readingStream = subject('reading a stream of ten', {
  ...Object.fromEntries(ways.map(caseOf)),

  'forwards from the end is refused': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(10));
    const read = client.readStream(stream(), { direction: FORWARDS, fromRevision: END });
    expect((await refusal(collect(read))).type).to.equal('unknown');
  },

  'at most 0 is refused': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(10));
    expect((await refusal(collect(client.readStream(stream(), { maxCount: 0 })))).type).to.equal('unknown');
  },

  'that is missing says so, in both directions': async ({ client, stream }) => {
    const missing = { type: 'stream-not-found', streamName: stream() };
    expect(await refusal(collect(client.readStream(stream())))).to.deep.equal(missing);
    const backwards = client.readStream(stream(), { direction: BACKWARDS, fromRevision: END });
    expect(await refusal(collect(backwards))).to.deep.equal(missing);
  },

  'tells positions that rise with the revisions': async ({ client, stream }) => {
    for (const one of events(10)) await client.appendToStream(stream(), one);
    const commits = (await collect(client.readStream(stream()))).map((one) => positionOf(one).commit);
    expect(commits).to.deep.equal(commits.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(commits).size).to.equal(10);
  },

  'given up in the middle leaves the connection of use': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(500));
    for (const _ of upTo(20)) {
      const some = await collect(client.readStream(stream()), ({ revision }) => revision === 3n);
      expect(some).to.have.length(4);
    }
    expect(await collect(client.readStream(stream()))).to.have.length(500);
  },

  '40 times at once gives each reader everything': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(10));
    const reads = await Promise.all(upTo(40).map(() => labels(client.readStream(stream()))));
    expect(reads.filter((read) => read.length === 10)).to.have.length(40);
  },
});
