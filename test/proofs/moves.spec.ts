import { expect } from 'chai';
import { proveMoves } from './moves/prove.ts';

describe('A move between two days that is cut in half by a kill', () => {
  it('is finished or undone by the process: nothing is lost, nothing held twice', async function () {
    this.timeout(120_000);
    const found = await proveMoves(4, 1, () => {});
    expect(found).to.deep.equal({ kills: 4, moved: 3, undone: 1, lost: 0, twice: 0, claimsLeft: 0 });
  });
});
