import { expect } from 'chai';
import { provePrivacy } from './privacy/prove.ts';

describe('What people told the clinic', () => {
  it('stands in clear where it must and nowhere else, and nowhere at all once they are erased', async function () {
    this.timeout(180_000);
    const { before, after, amiss, files, tables } = await provePrivacy(3, 20, () => {});
    expect({ before, after, amiss }).to.deep.equal({ before: [], after: [], amiss: [] });
    expect([files > 5, tables > 20]).to.deep.equal([true, true]);
  });
});
