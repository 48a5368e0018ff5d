import { expect } from 'chai';
import fc from 'fast-check';
import { inLanes } from './in-lanes.ts';

/** Work that ends when it is told to. */
const workshop = () => {
  const open = new Map<string, () => void>();
  const begun: string[] = [];
  return {
    begun,
    work: (item: string) =>
      new Promise<void>((resolve) => {
        begun.push(item);
        open.set(item, resolve);
      }),
    async end(item: string): Promise<void> {
      open.get(item)?.();
      await new Promise(setImmediate);
    },
  };
};

const laneOf = (item: string) => item[0] ?? '';

describe('Work in lanes', () => {
  it('takes one of a lane after another, and lets nobody else wait for it', async () => {
    const { begun, work, end } = workshop();
    const all = inLanes(['a1', 'a2', 'a3', 'b1', 'c1'], { atOnce: 3, mostWaiting: 10, laneOf }, work);
    expect(begun).to.deep.equal(['a1', 'b1', 'c1']);
    await end('b1');
    expect(begun).to.have.length(3);
    await end('a1');
    expect(begun.at(-1)).to.equal('a2');
    for (const item of ['c1', 'a2', 'a3']) await end(item);
    await all;
  });

  it('looks only so far ahead', async () => {
    const { begun, work, end } = workshop();
    const all = inLanes(['a1', 'a2', 'a3', 'b1'], { atOnce: 3, mostWaiting: 2, laneOf }, work);
    expect(begun).to.deep.equal(['a1']);
    await end('a1');
    expect(begun).to.deep.equal(['a1', 'a2', 'b1']);
    for (const item of ['a2', 'a3', 'b1']) await end(item);
    await all;
  });

  it('ends with the first fault, after what is under way', async () => {
    const begun: string[] = [];
    const outcome = await inLanes(['a1', 'b1', 'b2', 'c1'], { atOnce: 2, mostWaiting: 9, laneOf }, async (item) => {
      begun.push(item);
      if (item === 'a1') throw new Error('broken');
    }).catch((error) => error.message);
    expect(outcome).to.equal('broken');
    expect(begun).to.deep.equal(['a1', 'b1']);
  });

  it('works on everything once, in the order of its lane, never on more than allowed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        async (lanes, atOnce, mostWaiting) => {
          const items = lanes.map((lane, i) => `${lane}${i}`);
          const done: string[] = [];
          let underWay = 0;
          await inLanes(items, { atOnce, mostWaiting, laneOf }, async (item) => {
            underWay += 1;
            expect(underWay).to.be.at.most(atOnce);
            await Promise.resolve();
            done.push(item);
            underWay -= 1;
          });
          const of = (list: string[], lane: string) => list.filter((item) => item.startsWith(lane));
          for (const lane of 'abcd') expect(of(done, lane)).to.deep.equal(of(items, lane));
          expect(done).to.have.length(items.length);
        },
      ),
    ));
});
