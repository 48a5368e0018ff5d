import { BACKWARDS, END, FORWARDS, type Position, START } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, compare, positionOf, refusal } from '../answers.ts';
import { event, events } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** Six events in three streams, written one append after the other, and ways to find them again in $all. */
async function sixEvents(store: Store) {
  const { client, stream, prefix } = store;
  const first = await client.appendToStream(stream('a'), events(1));
  const second = await client.appendToStream(stream('b'), events(3));
  const third = await client.appendToStream(stream('c'), events(2));
  const mine = async (from: Position | typeof END, direction: typeof FORWARDS | typeof BACKWARDS = FORWARDS) => {
    // The whole log would be read backwards, so that stops at the first of the six.
    const isFirst = ({ streamId }: { streamId: string }) => direction === BACKWARDS && streamId === stream('a');
    const read = await collect(client.readAll({ fromPosition: from, direction }), isFirst);
    return read.filter(({ streamId }) => streamId.startsWith(prefix));
  };
  const all = await mine(first.position ?? END);
  const at = (index: number) => {
    const one = all[index];
    if (!one) throw new Error(`only ${all.length} of the six events are in $all`);
    return positionOf(one);
  };
  const short = (found: typeof all) => found.map((one) => `${one.streamId.slice(prefix.length)}@${one.revision}`);
  return { appends: [first, second, third], mine, all, at, short };
}

export const readingAll = subject('reading $all', {
  'forwards from the position of an append begins with that event': async (store) => {
    const { all, short } = await sixEvents(store);
    expect(short(all)).to.deep.equal(['a@0', 'b@0', 'b@1', 'b@2', 'c@0', 'c@1']);
  },

  'forwards from an event in the middle begins with it': async (store) => {
    const { at, mine, short } = await sixEvents(store);
    expect(short(await mine(at(2)))).to.deep.equal(['b@1', 'b@2', 'c@0', 'c@1']);
  },

  'backwards from an event in the middle begins with the one before it': async (store) => {
    const { at, mine, short } = await sixEvents(store);
    expect(short(await mine(at(2), BACKWARDS))).to.deep.equal(['b@0', 'a@0']);
  },

  'backwards from the end gives the newest first': async (store) => {
    const { mine, short } = await sixEvents(store);
    expect(short(await mine(END, BACKWARDS))).to.deep.equal(['c@1', 'c@0', 'b@2', 'b@1', 'b@0', 'a@0']);
  },

  'gives each event a position of its own, strictly rising, commit = prepare': async (store) => {
    const { all } = await sixEvents(store);
    const positions = all.map(positionOf);
    expect(positions.filter((one, index) => index > 0 && compare(one, positions[index - 1] ?? one) <= 0)).to.deep.equal(
      [],
    );
    expect(positions.filter(({ commit, prepare }) => commit !== prepare)).to.deep.equal([]);
  },

  'an append answers the position of its last event': async (store) => {
    const { appends, at } = await sixEvents(store);
    expect(appends.map(({ position }) => position)).to.deep.equal([at(0), at(3), at(5)]);
  },

  'a stream read and $all tell the same positions': async (store) => {
    const { at } = await sixEvents(store);
    const read = await collect(store.client.readStream(store.stream('b')));
    expect(read.map(positionOf)).to.deep.equal([at(1), at(2), at(3)]);
  },

  'at most 2 gives two': async (store) => {
    const { at } = await sixEvents(store);
    expect(await collect(store.client.readAll({ fromPosition: at(0), maxCount: 2 }))).to.have.length(2);
    expect(
      await collect(store.client.readAll({ fromPosition: at(5), maxCount: 2, direction: BACKWARDS })),
    ).to.have.length(2);
  },

  'in pages, each from the last position of the one before, gives everything once': async (store) => {
    const { all, at } = await sixEvents(store);
    const paged = await collect(store.client.readAll({ fromPosition: at(0), maxCount: 1 }));
    for (let size = 3, more = true; more; ) {
      const [last] = paged.slice(-1);
      const page = await collect(store.client.readAll({ fromPosition: last ? positionOf(last) : END, maxCount: size }));
      more = page.length === size;
      paged.push(...page.slice(1));
    }
    const mine = paged.filter(({ streamId }) => streamId.startsWith(store.prefix));
    expect(mine.map(({ id }) => id)).to.deep.equal(all.map(({ id }) => id));
  },

  'from the start begins with the oldest event there is': async ({ client }) => {
    const [oldest] = await collect(client.readAll({ fromPosition: START, maxCount: 1 }));
    if (!oldest) throw new Error('nothing in the log');
    const before = await collect(
      client.readAll({ fromPosition: positionOf(oldest), direction: BACKWARDS, maxCount: 1 }),
    );
    expect(before).to.deep.equal([]);
  },

  'backwards from the start gives nothing': async ({ client }) => {
    const read = client.readAll({ fromPosition: START, direction: BACKWARDS, maxCount: 10 });
    expect(await collect(read)).to.deep.equal([]);
  },

  'from far beyond the end gives nothing': async ({ client }) => {
    const beyond = { commit: 1n << 60n, prepare: 1n << 60n };
    expect(await collect(client.readAll({ fromPosition: beyond }))).to.deep.equal([]);
  },

  'from a position that is no record is refused': async (store) => {
    const { commit, prepare } = (await sixEvents(store)).at(2);
    const read = store.client.readAll({ fromPosition: { commit: commit + 1n, prepare: prepare + 1n } });
    expect((await refusal(collect(read))).type).to.equal('unknown');
  },

  'holds the metadata of streams too': async ({ client, stream }) => {
    const begin = await client.appendToStream(stream(), event('Begin'));
    await client.setStreamMetadata(stream(), { maxCount: 5 });
    const read = await collect(client.readAll({ fromPosition: begin.position }));
    const found = read.find(({ streamId }) => streamId === `$$${stream()}`);
    expect(found?.type).to.equal('$metadata');
  },
});
