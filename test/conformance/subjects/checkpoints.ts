import { END, type Position, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, compare, positionOf, recorded } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import type { Follower } from '../following.ts';
import { featuresSeenBy } from '../server-features.ts';
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

/**
 * The most checkpoints a subscription behind that position may have given: one for each window the server has looked
 * through (others may write to the log as well), and from 24.2 on one more when it had caught up.
 */
async function mostCheckpoints({ client }: Store, from: Position, interval = 1): Promise<number> {
  const lookedAt = (await collect(client.readAll({ fromPosition: from }))).length - 1;
  const { serverVersion } = await featuresSeenBy(client);
  const whenCaughtUp = Number.parseFloat(serverVersion) < 24.2 ? 0 : 1;
  return Math.floor(lookedAt / (window * interval)) + whenCaughtUp;
}

/** An event that gets through: once it has come, every checkpoint before it has come too. */
async function untilWanted({ client, stream }: Store, follower: Follower): Promise<void> {
  const before = follower.seen.length;
  await client.appendToStream(stream('wanted'), event('Wanted'));
  await follower.untilSeen(before + 1);
}

/** From each checkpoint a new subscription gives what the first one gave behind it, and then what is new. */
async function expectToGoOnFromEach(store: Store, first: Follower): Promise<void> {
  const given = first.seen.map(recorded);
  for (const checkpoint of first.checkpoints) {
    const resumed = store.followAll({ from: checkpoint, filter: filter(store) });
    const left = given.filter((one) => compare(positionOf(one), checkpoint) > 0).map(({ id }) => id);
    await resumed.untilSeen(left.length);
    await untilWanted(store, resumed);
    const [next, ...tooMuch] = resumed.seen.slice(left.length).map(recorded);
    expect(resumed.seen.slice(0, left.length).map((one) => recorded(one).id)).to.deep.equal(left);
    expect(tooMuch).to.deep.equal([]);
    if (next) given.push(next);
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
    expect(follower.checkpoints.length).to.be.at.most(await mostCheckpoints(store, from));
  },

  'do not come below a window live': async (store) => {
    const from = await begin(store);
    const follower = store.followAll({ from, filter: filter(store) });
    await follower.untilCaughtUp();
    await others(store, window / 2);
    await untilWanted(store, follower);
    expect(follower.checkpoints.length).to.be.at.most(await mostCheckpoints(store, from));
  },

  'come less often by the interval': async (store) => {
    const from = await begin(store);
    await others(store, 12 * window);
    const follower = store.followAll({ from, filter: filter(store, 4) });
    await follower.untilCaughtUp();
    await untilWanted(store, follower);
    expect(follower.checkpoints.length).to.be.within(1, await mostCheckpoints(store, from, 4));
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
