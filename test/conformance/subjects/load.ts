import { BACKWARDS, END, NO_STREAM, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, recorded } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

const many = 4000;
const inOrder = upTo(many).map(BigInt);

/** A stream of some thousand events; answers the position of the first append. */
async function longStream({ client, stream }: Store) {
  const begin = await client.appendToStream(stream('begin'), event('Begin'), { expectedRevision: NO_STREAM });
  for (const _ of upTo(8)) await client.appendToStream(stream(), events(many / 8));
  return begin.position ?? END;
}

export const load = subject('large logs and many at once', {
  'a long stream is read in order, forwards': async (store) => {
    await longStream(store);
    const read = await collect(store.client.readStream(store.stream()));
    expect(read.map(({ revision }) => revision)).to.deep.equal(inOrder);
  },

  'a long stream is read in order, backwards': async (store) => {
    await longStream(store);
    const read = await collect(store.client.readStream(store.stream(), { direction: BACKWARDS, fromRevision: END }));
    expect(read.map(({ revision }) => revision)).to.deep.equal(inOrder.toReversed());
  },

  'a long stretch of $all is read in order, forwards and backwards': async (store) => {
    const from = await longStream(store);
    const mine = ({ streamId }: { streamId: string }) => streamId === store.stream();
    const forwards = (await collect(store.client.readAll({ fromPosition: from }))).filter(mine);
    const first = forwards[0]?.id;
    const back = store.client.readAll({ fromPosition: END, direction: BACKWARDS });
    const backwards = (await collect(back, ({ id }) => id === first)).filter(mine);
    expect(forwards.map(({ revision }) => revision)).to.deep.equal(inOrder);
    expect(backwards.map(({ revision }) => revision)).to.deep.equal(inOrder.toReversed());
  },

  'a subscription catches up over a long log and goes on live': async (store) => {
    const from = await longStream(store);
    const follower = store.followAll({ from, filter: streamNameFilter({ prefixes: [store.stream()] }) });
    await follower.untilCaughtUp();
    await store.client.appendToStream(store.stream(), event('Live'));
    await follower.untilSeen(many + 1);
    expect(follower.seen.map((one) => recorded(one).revision)).to.deep.equal([...inOrder, BigInt(many)]);
  },

  '200 streams written and read at once keep their events apart': async ({ client, stream }) => {
    const streams = upTo(200).map((number) => stream(`${number}`));
    await Promise.all(streams.map((name) => client.appendToStream(name, events(3, `${name}_`))));
    for (const part of upTo(5)) {
      const some = streams.slice(part * 40, part * 40 + 40);
      const read = await Promise.all(some.map((name) => collect(client.readStream(name))));
      expect(read.map((one) => one.map(({ type }) => type))).to.deep.equal(
        some.map((name) => upTo(3).map((number) => `${name}_${number}`)),
      );
    }
  },

  '40 subscriptions of one client each get their own stream': async (store) => {
    const followers = upTo(40).map((number) => store.followStream(store.stream(`${number}`)));
    await Promise.all(upTo(40).map((number) => store.client.appendToStream(store.stream(`${number}`), events(5))));
    await Promise.all(followers.map((follower) => follower.untilSeen(5)));
    const names = followers.map(({ seen }) => new Set(seen.map((one) => recorded(one).streamId)));
    expect(names.map((name) => [...name])).to.deep.equal(upTo(40).map((number) => [store.stream(`${number}`)]));
  },

  'two clients writing and following at once see the same order': async (store) => {
    const other = store.connect();
    const filter = streamNameFilter({ prefixes: [store.prefix] });
    const [one, two] = [store.followAll({ from: END, filter }), store.followAll({ from: END, filter, client: other })];
    await Promise.all([one.untilCaughtUp(), two.untilCaughtUp()]);
    await Promise.all(
      upTo(300).map((number) =>
        (number % 2 ? store.client : other).appendToStream(store.stream(`${number % 10}`), event('Both')),
      ),
    );
    await Promise.all([one.untilSeen(300), two.untilSeen(300)]);
    const ids = [one, two].map(({ seen }) => seen.map((resolved) => recorded(resolved).id));
    expect(ids[0]).to.deep.equal(ids[1]);
    expect(new Set(ids[0]).size).to.equal(300);
  },

  '1000 appends in flight at once all get their own answer': async ({ client, stream }) => {
    const answers = await Promise.all(
      upTo(1000).map((number) => client.appendToStream(stream(`${number % 100}`), event(`E${number}`))),
    );
    expect(new Set(answers.map(({ position }) => position?.commit)).size).to.equal(1000);
    const last = await collect(client.readStream(stream('0')));
    expect(last.map(({ revision }) => revision)).to.deep.equal(upTo(10).map(BigInt));
  },
});
