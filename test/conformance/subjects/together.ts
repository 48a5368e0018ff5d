import { ANY, type AppendResult, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, positionOf, refusal } from '../answers.ts';
import { bigEvent, event, events, upTo } from '../events.ts';
import { subject } from '../suite.ts';

/** How many of the racing appends went through; all others must have lost by their expected revision. */
async function winnersOf(racing: Promise<AppendResult>[]): Promise<number> {
  const ends = await Promise.allSettled(racing);
  const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason?.type ?? end.reason] : []));
  expect(lost).to.deep.equal(lost.map(() => 'wrong-expected-version'));
  return ends.length - lost.length;
}

export const together = subject('several events, several writers', {
  'the events of one append get consecutive revisions and one answer': async ({ client, stream }) => {
    const answer = await client.appendToStream(stream(), events(100), { expectedRevision: NO_STREAM });
    expect(answer.nextExpectedRevision).to.equal(99n);
    const revisions = (await collect(client.readStream(stream()))).map(({ revision }) => revision);
    expect(revisions).to.deep.equal(upTo(100).map(BigInt));
  },

  'an append that needs several messages is still one append': async ({ client, stream }) => {
    const many = events(60).map((one) => ({ ...one, data: { text: 'x'.repeat(400) } }));
    const answer = await client.appendToStream(stream(), many, { expectedRevision: NO_STREAM, batchAppendSize: 1024 });
    expect(answer.nextExpectedRevision).to.equal(59n);
    const ids = (await collect(client.readStream(stream()))).map(({ id }) => id);
    expect(ids).to.deep.equal(many.map(({ id }) => id));
  },

  'an append with one event too big writes none of its events': async ({ client, stream }) => {
    const append = client.appendToStream(stream(), [...events(3), bigEvent(1100), event('Last')]);
    expect((await refusal(append)).type).to.equal('maximum-append-size-exceeded');
    expect((await refusal(collect(client.readStream(stream())))).type).to.equal('stream-not-found');
  },

  'a reader sees each append whole or not at all': async (store) => {
    const stream = store.stream();
    const reader = store.connect();
    let writing = true;
    const writes = (async () => {
      for (const _ of upTo(20)) await store.client.appendToStream(stream, events(10));
      writing = false;
    })();
    const counts = new Set<number>();
    while (writing) {
      const seen = await collect(reader.readStream(stream)).catch((error) => {
        if (error.type === 'stream-not-found') return [];
        throw error;
      });
      counts.add(seen.length % 10);
    }
    await writes;
    expect([...counts]).to.deep.equal([0]);
  },

  'the events of one append lie side by side in $all, whoever else writes': async ({ client, connect, stream }) => {
    const begin = await client.appendToStream(stream('begin'), event('Begin'));
    const other = connect();
    await Promise.all(
      upTo(20).flatMap((round) => [
        client.appendToStream(stream('a'), events(3, `a${round}_`)),
        other.appendToStream(stream('b'), events(3, `b${round}_`)),
      ]),
    );
    const all = await collect(client.readAll({ fromPosition: begin.position }));
    const mine = all.filter(({ streamId }) => streamId === stream('a') || streamId === stream('b'));
    const appends = upTo(40).map(
      (number) => new Set(mine.slice(number * 3, number * 3 + 3).map(({ type }) => type.slice(0, -1))),
    );
    expect(mine).to.have.length(120);
    expect(appends.filter(({ size }) => size !== 1)).to.deep.equal([]);
  },

  'of 50 racing with no_stream for one stream one wins': async ({ client, stream }) => {
    const racing = upTo(50).map(() => client.appendToStream(stream(), event('Mine'), { expectedRevision: NO_STREAM }));
    expect(await winnersOf(racing)).to.equal(1);
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:Mine']);
  },

  'of 20 racing from two clients for the next revision one wins, ten times over': async ({
    client,
    connect,
    stream,
  }) => {
    const other = connect();
    await client.appendToStream(stream(), event('First'));
    for (const round of upTo(10)) {
      const racing = upTo(20).map((number) =>
        (number % 2 ? client : other).appendToStream(stream(), event('Next'), { expectedRevision: BigInt(round) }),
      );
      expect(await winnersOf(racing)).to.equal(1);
    }
    expect(await collect(client.readStream(stream()))).to.have.length(11);
  },

  'racing with any from two clients all are written, each at a revision of its own': async ({
    client,
    connect,
    stream,
  }) => {
    const other = connect();
    const answers = await Promise.all(
      upTo(100).map((number) =>
        (number % 2 ? client : other).appendToStream(stream(), event('Any'), { expectedRevision: ANY }),
      ),
    );
    const revisions = answers.map(({ nextExpectedRevision }) => Number(nextExpectedRevision)).toSorted((a, b) => a - b);
    expect(revisions).to.deep.equal(upTo(100));
    expect(await collect(client.readStream(stream()))).to.have.length(100);
  },

  '200 appends at once to 200 streams all succeed': async ({ client, stream }) => {
    const answers = await Promise.all(
      upTo(200).map((number) =>
        client.appendToStream(stream(`${number}`), event('One'), { expectedRevision: NO_STREAM }),
      ),
    );
    expect(answers.filter(({ nextExpectedRevision }) => nextExpectedRevision === 0n)).to.have.length(200);
    expect(new Set(answers.map(({ position }) => position?.commit)).size).to.equal(200);
  },

  'what one client has appended the other reads at once': async ({ client, connect, stream }) => {
    const other = connect();
    for (const number of upTo(20)) {
      const answer = await client.appendToStream(stream(), event(`E${number}`));
      const [last] = await collect(other.readStream(stream(), { fromRevision: BigInt(number) }));
      expect(last?.type).to.equal(`E${number}`);
      expect(last && positionOf(last)).to.deep.equal(answer.position);
    }
  },
});
