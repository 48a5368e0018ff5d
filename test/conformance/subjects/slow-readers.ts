import { END, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'chai';
import { recorded } from '../answers.ts';
import { event, upTo } from '../events.ts';
import type { Store } from '../store.ts';
import { subject } from '../suite.ts';

/** A reader that stops at its tenth event until the gate is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, pace: (count: number) => (count === 10 ? opened : undefined) };
}

/** Some hundred events of 2 KiB an append: much more than what fits into the buffers between server and reader. */
async function write({ client, stream }: Store, appends: number): Promise<void> {
  for (const _ of upTo(appends)) {
    await client.appendToStream(
      stream(),
      upTo(200).map(() => event('Heavy', { text: 'x'.repeat(2048) })),
    );
  }
}

const revisions = ({ seen }: { seen: Parameters<typeof recorded>[0][] }) => seen.map((one) => recorded(one).revision);

/** Every event, in order, once: also where a server dropped the reader for being slow and it came back. */
const everything = (count: number) => upTo(count).map(BigInt);

export const slowReaders = subject('slow readers', {
  'of a stream get everything in order in the end': async (store) => {
    await write(store, 10);
    const { open, pace } = gate();
    const slow = store.followStream(store.stream(), { pace });
    const fast = store.followStream(store.stream());
    await slow.untilSeen(10);
    await fast.untilSeen(2000);
    expect(slow.seen).to.have.length(10);
    open();
    await slow.untilSeen(2000);
    expect(revisions(slow)).to.deep.equal(everything(2000));
  },

  'of $all get everything in order in the end': async (store) => {
    const { position } = await store.client.appendToStream(store.stream('begin'), event('Begin'));
    await write(store, 10);
    const filter = streamNameFilter({ prefixes: [store.stream()] });
    const { open, pace } = gate();
    const slow = store.followAll({ from: position ?? END, filter, pace });
    const fast = store.followAll({ from: position ?? END, filter });
    await slow.untilSeen(10);
    await fast.untilSeen(2000);
    open();
    await slow.untilSeen(2000);
    expect(revisions(slow)).to.deep.equal(everything(2000));
  },

  'that stand still while events come live get everything in order in the end': async (store) => {
    const { open, pace } = gate();
    const slow = store.followStream(store.stream(), { from: END, pace });
    await slow.untilCaughtUp();
    await write(store, 10);
    await slow.untilSeen(10);
    open();
    await slow.untilSeen(2000);
    expect(revisions(slow)).to.deep.equal(everything(2000));
  },

  'do not hold up appends, reads and other subscriptions of the same client': async (store) => {
    await write(store, 5);
    const { open, pace } = gate();
    const slow = store.followStream(store.stream(), { pace });
    await slow.untilSeen(10);
    const other = store.followStream(store.stream('other'));
    for (const number of upTo(50)) {
      const { nextExpectedRevision } = await store.client.appendToStream(store.stream('other'), event('Quick'));
      expect(nextExpectedRevision).to.equal(BigInt(number));
    }
    await other.untilSeen(50);
    expect(await store.client.readStream(store.stream('other')).toArray()).to.have.length(50);
    open();
    await slow.untilSeen(1000);
  },
});
