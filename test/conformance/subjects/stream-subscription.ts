import { END, NO_STREAM } from '@eventstore/db-client';
import { expect } from 'chai';
import { recorded } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import type { Follower } from '../following.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** What a follower has seen, as `revision:type`. */
function seenBy({ seen }: Follower): string[] {
  return seen.map((resolved) => `${recorded(resolved).revision}:${recorded(resolved).type}`);
}

const append = ({ client, stream }: Store, count: number, type?: string) =>
  client.appendToStream(stream(), events(count, type));

export const streamSubscription = subject('subscribing to a stream', {
  'from the start gives what is there, then what comes': async (store) => {
    await append(store, 3);
    const follower = store.followStream(store.stream());
    await follower.untilSeen(3);
    await append(store, 1, 'Live');
    await follower.untilSeen(4);
    expect(seenBy(follower)).to.deep.equal(['0:E0', '1:E1', '2:E2', '3:Live0']);
  },

  'is confirmed once, then catches up once': async (store) => {
    await append(store, 3);
    const follower = store.followStream(store.stream());
    await follower.untilCaughtUp();
    await append(store, 1, 'Live');
    await follower.untilSeen(4);
    expect(follower.marks).to.deep.equal(['confirmation', 'caughtUp']);
  },

  'is caught up only after everything that was there': async ({ client, stream }) => {
    await client.appendToStream(stream(), events(300));
    let count = 0;
    // Listeners instead of pulling: only they tell the order of events and marks.
    const subscription = client.subscribeToStream(stream()).on('data', () => count++);
    await new Promise((resolve, reject) => subscription.on('caughtUp', resolve).on('error', reject));
    // What the client had already received and only had to hand out.
    await new Promise((resolve) => setImmediate(resolve));
    const whenCaughtUp = count;
    await subscription.unsubscribe();
    expect(whenCaughtUp).to.equal(300);
  },

  'from a revision begins behind it': async (store) => {
    await append(store, 10);
    const follower = store.followStream(store.stream(), { from: 6n });
    await follower.untilSeen(3);
    expect(seenBy(follower)).to.deep.equal(['7:E7', '8:E8', '9:E9']);
  },

  'from the last revision waits for the next': async (store) => {
    await append(store, 3);
    const follower = store.followStream(store.stream(), { from: 2n });
    await follower.untilCaughtUp();
    expect(follower.seen).to.deep.equal([]);
    await append(store, 1, 'Next');
    await follower.untilSeen(1);
    expect(seenBy(follower)).to.deep.equal(['3:Next0']);
  },

  'from the end gives only what is new': async (store) => {
    await append(store, 3);
    const follower = store.followStream(store.stream(), { from: END });
    await follower.untilCaughtUp();
    await append(store, 2, 'New');
    await follower.untilSeen(2);
    expect(seenBy(follower)).to.deep.equal(['3:New0', '4:New1']);
  },

  'that does not exist yet waits until it is born': async (store) => {
    const follower = store.followStream(store.stream());
    await follower.until('it is confirmed', ({ marks }) => marks.includes('confirmation'));
    await append(store, 2);
    await follower.untilSeen(2);
    expect(seenBy(follower)).to.deep.equal(['0:E0', '1:E1']);
  },

  'that does not exist yet, from the end, gives it all once it is born': async (store) => {
    const follower = store.followStream(store.stream(), { from: END });
    await follower.untilCaughtUp();
    await append(store, 2);
    await follower.untilSeen(2);
    expect(seenBy(follower)).to.deep.equal(['0:E0', '1:E1']);
  },

  'gives only this stream, whatever else is written': async (store) => {
    const follower = store.followStream(store.stream());
    for (const name of ['other', `${store.stream()}-longer`, store.stream().toUpperCase()]) {
      await store.client.appendToStream(store.stream(name), events(3, 'Other'));
    }
    await append(store, 2);
    await follower.untilSeen(2);
    await append(store, 1, 'Last');
    await follower.untilSeen(3);
    expect(seenBy(follower)).to.deep.equal(['0:E0', '1:E1', '2:Last0']);
  },

  'while others append keeps the order, without gap or repetition': async (store) => {
    await append(store, 50);
    const follower = store.followStream(store.stream());
    for (const _ of upTo(100)) await append(store, 3);
    await follower.untilSeen(350);
    expect(follower.seen.map((one) => recorded(one).revision)).to.deep.equal(upTo(350).map(BigInt));
  },

  'twice gives both everything': async (store) => {
    await append(store, 5);
    const [one, two] = [store.followStream(store.stream()), store.followStream(store.stream())];
    await append(store, 5, 'Live');
    await Promise.all([one.untilSeen(10), two.untilSeen(10)]);
    expect(seenBy(one)).to.deep.equal(seenBy(two));
  },

  'one ends, the other goes on': async (store) => {
    await append(store, 2);
    const [one, two] = [store.followStream(store.stream()), store.followStream(store.stream())];
    await Promise.all([one.untilSeen(2), two.untilSeen(2)]);
    await one.stop();
    await one.untilOver();
    await append(store, 2, 'Live');
    await two.untilSeen(4);
    expect(one.seen).to.have.length(2);
  },

  'ended and opened again behind the last seen misses nothing and repeats nothing': async (store) => {
    const seen: string[] = [];
    let from: bigint | undefined;
    for (const round of upTo(8)) {
      await append(store, 5, `Round${round}_`);
      const follower = store.followStream(store.stream(), { from });
      await follower.untilSeen(round % 2 ? 3 : 2);
      await follower.stop();
      await follower.untilOver();
      seen.push(...seenBy(follower));
      from = follower.seen.map((one) => recorded(one).revision).at(-1);
    }
    const revisions = seen.map((label) => Number(label.split(':')[0]));
    expect(revisions).to.deep.equal(upTo(revisions.length));
  },

  'that was truncated begins with the first event left': async (store) => {
    await append(store, 6);
    await store.client.setStreamMetadata(store.stream(), { truncateBefore: 4 });
    const follower = store.followStream(store.stream());
    await append(store, 1, 'Live');
    await follower.untilSeen(3);
    expect(seenBy(follower)).to.deep.equal(['4:E4', '5:E5', '6:Live0']);
  },

  'that keeps only two events gives those two': async (store) => {
    await append(store, 6);
    await store.client.setStreamMetadata(store.stream(), { maxCount: 2 });
    const follower = store.followStream(store.stream());
    await follower.untilCaughtUp();
    await follower.untilSeen(2);
    expect(seenBy(follower)).to.deep.equal(['4:E4', '5:E5']);
  },

  'does not notice when it is deleted, and goes on when it is born again': async (store) => {
    await append(store, 2);
    const follower = store.followStream(store.stream());
    await follower.untilCaughtUp();
    await store.client.deleteStream(store.stream(), { expectedRevision: 1n });
    await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: NO_STREAM });
    await follower.untilSeen(3);
    expect(seenBy(follower)).to.deep.equal(['0:E0', '1:E1', '2:Again']);
  },

  'that was deleted waits, and gives what comes after': async (store) => {
    await append(store, 2);
    await store.client.deleteStream(store.stream(), { expectedRevision: 1n });
    const follower = store.followStream(store.stream());
    await follower.until('it is confirmed', ({ marks }) => marks.includes('confirmation'));
    await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: NO_STREAM });
    await follower.untilSeen(1);
    expect(seenBy(follower)).to.deep.equal(['2:Again']);
  },

  'that was tombstoned is refused': async (store) => {
    await append(store, 2);
    await store.client.tombstoneStream(store.stream(), { expectedRevision: 1n });
    const follower = store.followStream(store.stream());
    const { error } = await follower.untilOver();
    expect(error).to.include({ type: 'stream-deleted', streamName: store.stream() });
    expect(follower.seen).to.deep.equal([]);
  },

  'ends when it is tombstoned': async (store) => {
    await append(store, 2);
    const follower = store.followStream(store.stream());
    await follower.untilCaughtUp();
    await store.client.tombstoneStream(store.stream(), { expectedRevision: 1n });
    await follower.untilOver();
    // From 24.2 on the tombstone itself is shown before the end; before, the end comes without it.
    expect(seenBy(follower).filter((label) => !label.endsWith('$streamDeleted'))).to.deep.equal(['0:E0', '1:E1']);
  },
});
