import { expect } from 'chai';
import { oneAtATime } from './one-at-a-time.ts';
import { createThrottle } from './throttle.ts';

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

describe('The throttle', () => {
  it('lets so many tries pass in a window, and says how long to wait', () => {
    const throttle = createThrottle(2, 10_000);
    expect([0, 0, 0, 4_000].map((now) => throttle.try('mia', now))).to.deep.equal([0, 0, 10, 6]);
    expect(throttle.try('leo', 0)).to.equal(0);
    expect(throttle.try('mia', 10_000)).to.equal(0);
  });

  it('forgets who turned out right', () => {
    const throttle = createThrottle(1, 10_000);
    throttle.try('mia', 0);
    throttle.forget('mia');
    expect(throttle.try('mia', 0)).to.equal(0);
  });

  it('remembers a bounded number of keys, those tried last', () => {
    const throttle = createThrottle(1, 10_000, 2);
    for (const key of ['a', 'b', 'c']) throttle.try(key, 0);
    expect(['c', 'b', 'a'].map((key) => throttle.try(key, 1))).to.deep.equal([10, 10, 0]);
  });
});
