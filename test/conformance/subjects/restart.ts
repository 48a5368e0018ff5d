import { ANY, END, NO_STREAM, STREAM_EXISTS, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { collect, compare, eventually, labels, positionOf, recorded, refusal } from '../answers.ts';
import { event, events, upTo } from '../events.ts';
import { subject } from '../suite.ts';

export const restarting = subject(
  'across a restart',
  {
    'events stay as they were: ids, revisions, positions, dates, content': async (store) => {
      const { position } = await store.client.appendToStream(store.stream(), events(5), {
        expectedRevision: NO_STREAM,
      });
      const before = await collect(store.client.readStream(store.stream()));
      await store.restart();
      expect(await collect(store.client.readStream(store.stream()))).to.deep.equal(before);
      const [last] = await collect(store.client.readAll({ fromPosition: position, maxCount: 1 }));
      expect(last).to.deep.equal(before.at(-1));
    },

    'revisions and positions go on where they were': async (store) => {
      const first = await store.client.appendToStream(store.stream(), events(3));
      await store.restart();
      const second = await store.client.appendToStream(store.stream(), event('After'), { expectedRevision: 2n });
      expect(second.nextExpectedRevision).to.equal(3n);
      expect(first.position && second.position && compare(second.position, first.position)).to.equal(1);
    },

    'a wrong expected revision is still wrong': async (store) => {
      await store.client.appendToStream(store.stream(), events(3));
      await store.restart();
      expect(
        await refusal(store.client.appendToStream(store.stream(), event('Late'), { expectedRevision: NO_STREAM })),
      ).to.include({ type: 'wrong-expected-version', actualVersion: 2n });
    },

    'the same events at their place are still recognised': async (store) => {
      const [first, second] = [events(3, 'A'), events(2, 'B')];
      await store.client.appendToStream(store.stream(), first, { expectedRevision: NO_STREAM });
      const { position } = await store.client.appendToStream(store.stream(), second, { expectedRevision: 2n });
      await store.restart();
      const again = await store.client.appendToStream(store.stream(), second, { expectedRevision: 2n });
      expect([again.nextExpectedRevision, again.position]).to.deep.equal([4n, position]);
      await store.client.appendToStream(store.stream(), first, { expectedRevision: NO_STREAM });
      expect(await labels(store.client.readStream(store.stream()))).to.have.length(5);
    },

    'the same events with any are written a second time': async (store) => {
      const once = events(2);
      await store.client.appendToStream(store.stream(), once, { expectedRevision: ANY });
      await store.restart();
      const again = await store.client.appendToStream(store.stream(), once, { expectedRevision: ANY });
      expect(again.nextExpectedRevision).to.equal(3n);
    },

    'a subscription to a stream ends, and goes on behind the last event seen': async (store) => {
      await store.client.appendToStream(store.stream(), events(5));
      const before = store.followStream(store.stream());
      await before.untilSeen(5);
      await store.restart();
      await before.untilOver();
      const after = store.followStream(store.stream(), { from: before.seen.map(recorded).at(-1)?.revision });
      await store.client.appendToStream(store.stream(), events(3));
      await after.untilSeen(3);
      expect(after.seen.map((one) => recorded(one).revision)).to.deep.equal([5n, 6n, 7n]);
    },

    'a subscription to $all goes on behind the last position seen': async (store) => {
      const filter = streamNameFilter({ prefixes: [store.prefix] });
      const begin = await store.client.appendToStream(store.stream('begin'), event('Begin'));
      for (const number of upTo(20)) await store.client.appendToStream(store.stream(`${number % 4}`), events(2));
      const before = store.followAll({ from: begin.position ?? END, filter });
      await before.untilSeen(25);
      const seen = before.seen.slice(0, 25).map(recorded);
      await store.restart();
      const last = seen.at(-1);
      const after = store.followAll({ from: last ? positionOf(last) : END, filter });
      await after.untilSeen(15);
      await store.client.appendToStream(store.stream('live'), event('Live'));
      await after.untilSeen(16);
      const ids = [...seen, ...after.seen.map(recorded)].map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).to.deep.equal([41, 41]);
    },

    'a filtered subscription goes on from its last checkpoint': async (store) => {
      const filter = streamNameFilter({ prefixes: [store.stream('wanted')], maxSearchWindow: 32 });
      const begin = await store.client.appendToStream(store.stream('begin'), event('Begin'));
      await store.client.appendToStream(store.stream('other'), events(200));
      const before = store.followAll({ from: begin.position ?? END, filter });
      await before.until('a checkpoint came', ({ checkpoints }) => checkpoints.length > 0);
      await store.restart();
      const after = store.followAll({ from: before.checkpoints.at(-1) ?? END, filter });
      await store.client.appendToStream(store.stream('wanted'), events(2));
      await after.untilSeen(2);
      expect(after.seen.map((one) => recorded(one).type)).to.deep.equal(['E0', 'E1']);
    },

    'the order of $all stays as it was': async (store) => {
      const begin = await store.client.appendToStream(store.stream('begin'), event('Begin'));
      await Promise.all(
        upTo(60).map((number) => store.client.appendToStream(store.stream(`${number % 9}`), events(2))),
      );
      const mine = async () => {
        const all = await collect(store.client.readAll({ fromPosition: begin.position }));
        return all.filter(({ streamId }) => streamId.startsWith(store.prefix)).map((one) => [one.id, positionOf(one)]);
      };
      const before = await mine();
      await store.restart();
      expect(await mine()).to.deep.equal(before);
    },

    'metadata still holds': async (store) => {
      await store.client.appendToStream(store.stream(), events(6));
      await store.client.setStreamMetadata(store.stream(), { maxCount: 2, owner: 'clinic' });
      await store.restart();
      expect((await store.client.getStreamMetadata(store.stream())).metadata).to.deep.equal({
        maxCount: 2,
        owner: 'clinic',
      });
      expect(await labels(store.client.readStream(store.stream()))).to.deep.equal(['4:E4', '5:E5']);
    },

    'a deleted stream is still deleted, and its numbering goes on': async (store) => {
      await store.client.appendToStream(store.stream(), events(3));
      await store.client.deleteStream(store.stream(), { expectedRevision: 2n });
      await store.restart();
      expect((await refusal(collect(store.client.readStream(store.stream())))).type).to.equal('stream-not-found');
      const exists = store.client.appendToStream(store.stream(), event('No'), { expectedRevision: STREAM_EXISTS });
      expect((await refusal(exists)).type).to.equal('stream-deleted');
      const again = await store.client.appendToStream(store.stream(), event('Again'), { expectedRevision: NO_STREAM });
      expect(again.nextExpectedRevision).to.equal(3n);
    },

    'a tombstoned stream is still tombstoned': async (store) => {
      await store.client.appendToStream(store.stream(), events(3));
      await store.client.tombstoneStream(store.stream(), { expectedRevision: 2n });
      await store.restart();
      expect((await refusal(collect(store.client.readStream(store.stream())))).type).to.equal('stream-deleted');
      expect((await refusal(store.client.appendToStream(store.stream(), event('No')))).type).to.equal('stream-deleted');
    },

    'a client of before goes on by itself': async (store) => {
      const old = store.connect();
      await old.appendToStream(store.stream(), event('Before'), { expectedRevision: NO_STREAM });
      await store.restart();
      const after = event('After');
      // The first call may still meet the dead connection; the same event at the same revision may be asked again.
      const appended = await eventually(
        'the client reached the server again',
        () => old.appendToStream(store.stream(), after, { expectedRevision: 0n }).catch(() => undefined),
        (answer) => answer !== undefined,
      );
      expect(appended?.nextExpectedRevision).to.equal(1n);
      expect(await labels(store.client.readStream(store.stream()))).to.deep.equal(['0:Before', '1:After']);
    },
  },
  { needs: 'restart' },
);
