import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  type Position,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, positionOf, recorded } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import type { Follower } from '../following.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** What a follower has seen, as `stream@revision`. */
function seenBy({ seen }: Follower, { prefix }: Store): string[] {
  return seen.map(recorded).map((one) => `${one.streamId.slice(prefix.length)}@${one.revision}`);
}

const ofThisCase = ({ prefix }: Store) => streamNameFilter({ prefixes: [prefix] });

/** a@0, b@0, b@1, b@2, c@0, c@1, and the position of the first. */
async function sixEvents({ client, stream, type }: Store): Promise<Position> {
  const first = await client.appendToStream(stream('a'), events(1, type('A')));
  await client.appendToStream(stream('b'), events(3, type('B')));
  await client.appendToStream(stream('c'), events(2, type('C')));
  if (!first.position) throw new Error('an append without a position');
  return first.position;
}

/** Subscribes behind a@0 and tells what comes until the filter has let the last event through. */
async function filtered(store: Store, filter: Parameters<Store['followAll']>[0]['filter'], count: number) {
  const from = await sixEvents(store);
  const follower = store.followAll({ from, filter });
  await follower.untilSeen(count);
  await follower.untilCaughtUp();
  return seenBy(follower, store);
}

export const allSubscription = subject('subscribing to $all', {
  'from a position begins behind it': async (store) => {
    const seen = await filtered(store, ofThisCase(store), 5);
    expect(seen).to.deep.equal(['b@0', 'b@1', 'b@2', 'c@0', 'c@1']);
  },

  'without a filter gives everything in the order of the log': async (store) => {
    const from = await sixEvents(store);
    const inLog = await collect(store.client.readAll({ fromPosition: from }));
    const follower = store.followAll({ from });
    await follower.untilSeen(inLog.length - 1);
    const seen = follower.seen.slice(0, inLog.length - 1).map((one) => recorded(one).id);
    expect(seen).to.deep.equal(inLog.slice(1).map(({ id }) => id));
  },

  'from the start begins with the oldest event': async (store) => {
    const [oldest] = await collect(store.client.readAll({ fromPosition: START, maxCount: 1 }));
    const follower = store.followAll({ from: START });
    await follower.untilSeen(1);
    expect(follower.seen[0] && recorded(follower.seen[0]).id).to.equal(oldest?.id);
  },

  'from the end gives only what is new': async (store) => {
    await sixEvents(store);
    const follower = store.followAll({ from: END, filter: ofThisCase(store) });
    await follower.untilCaughtUp();
    await store.client.appendToStream(store.stream('d'), events(2));
    await follower.untilSeen(2);
    expect(seenBy(follower, store)).to.deep.equal(['d@0', 'd@1']);
  },

  'is confirmed once, then catches up once': async (store) => {
    const follower = store.followAll({ from: await sixEvents(store), filter: ofThisCase(store) });
    await follower.untilCaughtUp();
    await store.client.appendToStream(store.stream('d'), events(1));
    await follower.until('the live event came', ({ seen }) => seen.length === 6);
    expect(follower.marks).to.deep.equal(['confirmation', 'caughtUp']);
  },

  'filtered by the beginning of the stream name': async (store) => {
    const seen = await filtered(store, streamNameFilter({ prefixes: [store.stream('b')] }), 3);
    expect(seen).to.deep.equal(['b@0', 'b@1', 'b@2']);
  },

  'filtered by several beginnings': async (store) => {
    const prefixes = [store.stream('a'), store.stream('c'), store.stream('none')];
    expect(await filtered(store, streamNameFilter({ prefixes }), 2)).to.deep.equal(['c@0', 'c@1']);
  },

  'filtered by a regular expression on the stream name': async (store) => {
    const seen = await filtered(store, streamNameFilter({ regex: `^${store.prefix}[ac]$` }), 2);
    expect(seen).to.deep.equal(['c@0', 'c@1']);
  },

  // The server's regular expressions are those of .NET, where escaping what needs no escape is allowed.
  'filtered by a regular expression with an escaped dash': async (store) => {
    const seen = await filtered(store, streamNameFilter({ regex: `^${store.prefix.replace('-', '\\-')}c$` }), 2);
    expect(seen).to.deep.equal(['c@0', 'c@1']);
  },

  'filtered by the beginning of the event type': async (store) => {
    expect(await filtered(store, eventTypeFilter({ prefixes: [store.type('C')] }), 2)).to.deep.equal(['c@0', 'c@1']);
  },

  'filtered by a regular expression on the event type': async (store) => {
    const seen = await filtered(store, eventTypeFilter({ regex: `^(${store.type('B')}1|${store.type('C')}0)$` }), 2);
    expect(seen).to.deep.equal(['b@1', 'c@0']);
  },

  'filtered against system events leaves them out and keeps the rest': async (store) => {
    const follower = store.followAll({ from: END, filter: excludeSystemEvents() });
    await follower.untilCaughtUp();
    await store.client.setStreamMetadata(store.stream('a'), { maxCount: 9 });
    await store.client.appendToStream(store.stream('a'), events(2));
    const mine = () => seenBy(follower, store).filter((label) => label.startsWith('a@'));
    await follower.until('both events came', () => mine().length === 2);
    expect(follower.seen.filter((one) => recorded(one).type.startsWith('$'))).to.deep.equal([]);
  },

  'filtered applies to what comes live too': async (store) => {
    const follower = store.followAll({ from: END, filter: eventTypeFilter({ prefixes: [store.type('Yes')] }) });
    await follower.untilCaughtUp();
    for (const number of upTo(10)) {
      await store.client.appendToStream(store.stream('live'), event(store.type(number % 2 ? 'No' : 'Yes')));
    }
    await follower.untilSeen(5);
    expect(seenBy(follower, store)).to.deep.equal(['live@0', 'live@2', 'live@4', 'live@6', 'live@8']);
  },

  'filtered, with nothing to give, still catches up': async (store) => {
    const from = await sixEvents(store);
    const follower = store.followAll({ from, filter: streamNameFilter({ prefixes: [store.stream('none')] }) });
    await follower.untilCaughtUp();
    expect(follower.seen).to.deep.equal([]);
  },

  'gives the events of many streams in the order of their positions': async (store) => {
    const from = await sixEvents(store);
    const follower = store.followAll({ from, filter: ofThisCase(store) });
    await Promise.all(
      upTo(120).map((number) => store.client.appendToStream(store.stream(`s${number % 30}`), events(1))),
    );
    await follower.untilSeen(125);
    const commits = follower.seen.map((one) => positionOf(recorded(one)).commit);
    expect(commits).to.deep.equal(commits.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(commits).size).to.equal(125);
  },

  "goes on behind any event it gave, by that event's commit and prepare position": async (store) => {
    const from = await sixEvents(store);
    const all = store.followAll({ from, filter: ofThisCase(store) });
    await all.untilSeen(5);
    for (const [index, one] of all.seen.slice(0, 4).entries()) {
      const resumed = store.followAll({ from: positionOf(recorded(one)), filter: ofThisCase(store) });
      await resumed.untilSeen(4 - index);
      expect(seenBy(resumed, store)).to.deep.equal(seenBy(all, store).slice(index + 1));
      await resumed.stop();
    }
  },

  'goes on from the position an append answered': async (store) => {
    await sixEvents(store);
    const { position } = await store.client.appendToStream(store.stream('d'), events(3));
    const follower = store.followAll({ from: position ?? END, filter: ofThisCase(store) });
    await store.client.appendToStream(store.stream('e'), events(1));
    await follower.untilSeen(1);
    expect(seenBy(follower, store)).to.deep.equal(['e@0']);
  },

  'ended and opened again under load misses nothing and repeats nothing': async (store) => {
    let from = await sixEvents(store);
    let writing = true;
    const writes = (async () => {
      for (const number of upTo(150)) await store.client.appendToStream(store.stream(`w${number % 7}`), events(2));
      writing = false;
    })();
    const seen: string[] = [];
    while (writing || seen.length < 305) {
      const follower = store.followAll({ from, filter: ofThisCase(store) });
      await follower.untilSeen(Math.min(20, 305 - seen.length));
      await follower.stop();
      await follower.untilOver();
      seen.push(...follower.seen.map((one) => recorded(one).id));
      const last = follower.seen.at(-1);
      if (last) from = positionOf(recorded(last));
    }
    await writes;
    expect([seen.length, new Set(seen).size]).to.deep.equal([305, 305]);
  },

  'shows the events of a deleted stream, and its tombstone': async (store) => {
    const from = await sixEvents(store);
    await store.client.tombstoneStream(store.stream('b'), { expectedRevision: 2n });
    const follower = store.followAll({ from, filter: streamNameFilter({ prefixes: [store.stream('b')] }) });
    await follower.untilSeen(4);
    const types = follower.seen.map((one) => recorded(one).type);
    expect(types.at(-1)).to.equal('$streamDeleted');
    expect(types).to.have.length(4);
  },
});
