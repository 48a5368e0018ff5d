import { END, type Position, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, compare, positionOf, recorded } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import type { Follower } from '../following.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

const window = 32;

const filter = ({ stream }: Store, checkpointInterval = 1) =>
  streamNameFilter({ prefixes: [stream('wanted')], maxSearchWindow: window, checkpointInterval });

/** Appends events the filter does not let through. */
const others = ({ client, stream }: Store, count: number) => client.appendToStream(stream('other'), events(count));

async function begin({ client, stream }: Store): Promise<Position> {
  const { position } = await client.appendToStream(stream('begin'), event('Begin'));
  if (!position) throw new Error('an append without a position');
  return position;
}

/** How many events the server had to look at behind that position: others may write to the log as well. */
async function lookedAt({ client }: Store, from: Position): Promise<number> {
  return (await collect(client.readAll({ fromPosition: from }))).length - 1;
}

/** An event that gets through: once it has come, every checkpoint before it has come too. */
async function untilWanted({ client, stream }: Store, follower: Follower): Promise<void> {
  const before = follower.seen.length;
  await client.appendToStream(stream('wanted'), event('Wanted'));
  await follower.untilSeen(before + 1);
}

/** From each checkpoint a new subscription gives what the first one gave behind it, and nothing else. */
async function expectToGoOnFromEach(store: Store, first: Follower): Promise<void> {
  const given = first.seen.map(recorded);
  for (const checkpoint of first.checkpoints) {
    const resumed = store.followAll({ from: checkpoint, filter: filter(store) });
    const left = given.filter((one) => compare(positionOf(one), checkpoint) > 0).map(({ id }) => id);
    await resumed.untilSeen(left.length);
    await resumed.untilCaughtUp();
    expect(resumed.seen.map((one) => recorded(one).id)).to.deep.equal(left);
    await resumed.stop();
  }
}

const rising = (checkpoints: readonly Position[]) =>
  checkpoints.every((one, index) => index === 0 || compare(one, checkpoints[index - 1] ?? one) >= 0);

export const checkpoints = subject('checkpoints of a filtered subscription', {
  'come while it catches up over events it does not give': async (store) => {
    const from = await begin(store);
    await others(store, 6 * window);
    const follower = store.followAll({ from, filter: filter(store) });
    await follower.until('a checkpoint came', ({ checkpoints }) => checkpoints.length > 0);
    expect(Object.keys(follower.checkpoints[0] ?? {}).toSorted()).to.deep.equal(['commit', 'prepare']);
    expect(follower.seen).to.deep.equal([]);
  },

  'come live too, once a whole window has passed': async (store) => {
    const follower = store.followAll({ from: END, filter: filter(store) });
    await follower.untilCaughtUp();
    const already = follower.checkpoints.length;
    for (const _ of upTo(4)) await others(store, window);
    await follower.until('a checkpoint came live', ({ checkpoints }) => checkpoints.length > already);
  },

  'never fall': async (store) => {
    const from = await begin(store);
    await others(store, 5 * window);
    const follower = store.followAll({ from, filter: filter(store) });
    await follower.untilCaughtUp();
    for (const _ of upTo(4)) {
      await others(store, window);
      await untilWanted(store, follower);
    }
    expect(follower.checkpoints.length).to.be.above(1);
    expect(rising(follower.checkpoints)).to.equal(true);
  },

  'do not come below a window while it catches up': async (store) => {
    const from = await begin(store);
    await others(store, window / 2);
    const follower = store.followAll({ from, filter: filter(store) });
    await follower.untilCaughtUp();
    await untilWanted(store, follower);
    expect(follower.checkpoints.length).to.be.at.most(Math.floor((await lookedAt(store, from)) / window));
  },

  'do not come below a window live': async (store) => {
    const from = await begin(store);
    const follower = store.followAll({ from, filter: filter(store) });
    await follower.untilCaughtUp();
    await others(store, window / 2);
    await untilWanted(store, follower);
    expect(follower.checkpoints.length).to.be.at.most(Math.floor((await lookedAt(store, from)) / window));
  },

  'come less often by the interval': async (store) => {
    const from = await begin(store);
    await others(store, 12 * window);
    const follower = store.followAll({ from, filter: filter(store, 4) });
    await follower.untilCaughtUp();
    await untilWanted(store, follower);
    const most = Math.floor((await lookedAt(store, from)) / (4 * window));
    expect(follower.checkpoints.length).to.be.within(1, most);
  },

  'given live are places to go on from as well': async (store) => {
    const first = store.followAll({ from: END, filter: filter(store) });
    await first.untilCaughtUp();
    for (const _ of upTo(5)) {
      await others(store, window);
      await untilWanted(store, first);
    }
    await first.until('a checkpoint came live', ({ checkpoints }) => checkpoints.length > 0);
    await first.stop();
    await expectToGoOnFromEach(store, first);
  },

  'are places to go on from, missing nothing and repeating nothing': async (store) => {
    const from = await begin(store);
    for (const number of upTo(10)) {
      await others(store, window + number);
      await store.client.appendToStream(store.stream('wanted'), event(`Wanted${number}`));
    }
    const first = store.followAll({ from, filter: filter(store) });
    await first.untilSeen(10);
    await first.stop();
    expect(first.checkpoints.length).to.be.above(0);
    await expectToGoOnFromEach(store, first);
  },
});
