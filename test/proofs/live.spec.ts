import { expect } from 'chai';
import { proveLive } from './live/prove.ts';

describe('Watching live', () => {
  it('tells each of what concerns them and of nothing else, whatever becomes of their connections', async function () {
    this.timeout(180_000);
    const { watching, told, missing, foreign } = await proveLive(20, () => {});
    // Twenty patients hear of two visits each, doctors and two admins of forty in all.
    expect({ watching, told, missing, foreign }).to.deep.equal({ watching: 32, told: 160, missing: 0, foreign: 0 });
  });
});
