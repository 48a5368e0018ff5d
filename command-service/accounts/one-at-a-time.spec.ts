import { expect } from 'chai';
import { oneAtATime } from './one-at-a-time.ts';

describe('The queue of one', () => {
  const full = new Error('full');

  it('starts work when the work before it has ended, failed or not', async () => {
    const inTurn = oneAtATime(10, () => full);
    let running = 0;
    const work = (fails: boolean) => async () => {
      running += 1;
      expect(running).to.equal(1);
      await new Promise(setImmediate);
      running -= 1;
      if (fails) throw new Error('failed');
      return 'done';
    };
    const outcomes = await Promise.allSettled([false, true, false, true].map((fails) => inTurn(work(fails))));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  });

  it('refuses whoever comes when too many wait, and takes others once it is shorter', async () => {
    const inTurn = oneAtATime(2, () => full);
    const [first, second, third] = await Promise.allSettled([1, 2, 3].map((n) => inTurn(async () => n)));
    expect([first?.status, second?.status]).to.deep.equal(['fulfilled', 'fulfilled']);
    expect(third).to.deep.equal({ status: 'rejected', reason: full });
    expect(await inTurn(async () => 4)).to.equal(4);
  });
});
