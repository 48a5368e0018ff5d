import { ANY, type AppendExpectedRevision, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, labels, refusal } from '../answers.ts';
import { event, events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

const once = ['0:E0', '1:E1', '2:E2'];

/** Three events appended with `no_stream`, and a way to append some of them again. */
async function threeAppended({ client, stream }: Store) {
  const three = events(3);
  const first = await client.appendToStream(stream(), three, { expectedRevision: NO_STREAM });
  return {
    three,
    first,
    again: (which: typeof three, expectedRevision: AppendExpectedRevision) =>
      client.appendToStream(stream(), which, { expectedRevision }),
    stored: () => labels(client.readStream(stream())),
  };
}

/** Asks for a repetition that must be quiet: the revision it says, and nothing new in the stream. */
async function expectQuiet(
  store: Store,
  [from, to]: [number, number],
  expectedRevision: AppendExpectedRevision,
  revision: bigint,
) {
  const { three, again, stored } = await threeAppended(store);
  const answer = await again(three.slice(from, to), expectedRevision);
  expect(answer.success).to.equal(true);
  expect(answer.nextExpectedRevision).to.equal(revision);
  expect(await stored()).to.deep.equal(once);
}

export const idempotency = subject('appending the same events again', {
  'at the place they were written first changes nothing': (store) => expectQuiet(store, [0, 3], NO_STREAM, 2n),
  'with any changes nothing while the server remembers their ids': (store) => expectQuiet(store, [0, 3], ANY, 2n),
  'with stream_exists changes nothing while the server remembers their ids': (store) =>
    expectQuiet(store, [0, 3], STREAM_EXISTS, 2n),
  'only the first two at their place changes nothing and answers revision 1': (store) =>
    expectQuiet(store, [0, 2], NO_STREAM, 1n),
  'only the last two at their own place changes nothing': (store) => expectQuiet(store, [1, 3], 0n, 2n),

  'answers the position they were first written at': async (store) => {
    const { three, first, again } = await threeAppended(store);
    await store.client.appendToStream(store.stream(), events(2, 'Later'));
    expect((await again(three, NO_STREAM)).position).to.deep.equal(first.position);
  },

  'after others were appended behind them still changes nothing': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    await store.client.appendToStream(store.stream(), event('Later'), { expectedRevision: 2n });
    expect((await again(three, NO_STREAM)).nextExpectedRevision).to.equal(2n);
    expect(await stored()).to.deep.equal([...once, '3:Later']);
  },

  'only the last two where the first belongs is a wrong expected version': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    expect(await refusal(again(three.slice(1), NO_STREAM))).to.include({
      type: 'wrong-expected-version',
      actualVersion: 2n,
    });
    expect(await stored()).to.deep.equal(once);
  },

  'and a new one behind them is a wrong expected version, and nothing is written': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    expect(await refusal(again([...three, event('New')], NO_STREAM))).to.include({
      type: 'wrong-expected-version',
      actualVersion: 2n,
    });
    expect(await stored()).to.deep.equal(once);
  },

  'and a new one behind them with any is a wrong expected version too': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    expect((await refusal(again([...three, event('New')], ANY))).type).to.equal('wrong-expected-version');
    expect(await stored()).to.deep.equal(once);
  },

  'in another order is a wrong expected version': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    expect((await refusal(again(three.toReversed(), NO_STREAM))).type).to.equal('wrong-expected-version');
    expect(await stored()).to.deep.equal(once);
  },

  'at a later revision writes them again: it goes by id and place': async (store) => {
    const { three, again, stored } = await threeAppended(store);
    expect((await again(three, 2n)).nextExpectedRevision).to.equal(5n);
    expect(await stored()).to.deep.equal([...once, '3:E0', '4:E1', '5:E2']);
  },

  'with other content keeps the content that was first': async (store) => {
    const { three, again } = await threeAppended(store);
    const changed = three.map(({ id, type }) => event(type, { number: 'changed' }, id));
    expect((await again(changed, NO_STREAM)).nextExpectedRevision).to.equal(2n);
    const stored = await collect(store.client.readStream(store.stream()));
    expect(stored.map(({ data }) => data)).to.deep.equal([{ number: 0 }, { number: 1 }, { number: 2 }]);
  },

  'one event with any, after others: still quiet, with its old revision': async ({ client, stream }) => {
    const one = event('Once');
    await client.appendToStream(stream(), one, { expectedRevision: ANY });
    await client.appendToStream(stream(), events(3), { expectedRevision: ANY });
    expect((await client.appendToStream(stream(), one, { expectedRevision: ANY })).nextExpectedRevision).to.equal(0n);
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:Once', '1:E0', '2:E1', '3:E2']);
  },

  'to another stream writes them there': async (store) => {
    const { three } = await threeAppended(store);
    const other = store.stream('other');
    expect((await store.client.appendToStream(other, three, { expectedRevision: ANY })).nextExpectedRevision).to.equal(
      2n,
    );
    expect(await labels(store.client.readStream(other))).to.deep.equal(once);
  },

  'twice within one append writes both': async ({ client, stream }) => {
    const first = event('X');
    const answer = await client.appendToStream(stream(), [first, event('Y', {}, first.id)], {
      expectedRevision: NO_STREAM,
    });
    expect(answer.nextExpectedRevision).to.equal(1n);
    expect(await labels(client.readStream(stream()))).to.deep.equal(['0:X', '1:Y']);
  },

  'from another client changes nothing either': async (store) => {
    const { three, stored } = await threeAppended(store);
    const other = store.connect();
    const answer = await other.appendToStream(store.stream(), three, { expectedRevision: NO_STREAM });
    expect(answer.nextExpectedRevision).to.equal(2n);
    expect(await stored()).to.deep.equal(once);
  },
});
