import { expect } from 'chai';
import { declineIn, linkIn } from './link.ts';

describe('The link of a letter', () => {
  const [userId, requestId] = ['b6a5b0f2-0000-4000-8000-000000000001', 'b6a5b0f2-0000-4000-8000-000000000002'];
  const proof = 'a_-'.repeat(15).slice(0, 43);

  it('is read from behind the #', () => {
    expect(linkIn(`#${userId}.${requestId}.${proof}`)).to.deep.equal({ userId, requestId, proof });
  });

  it('is none when anything of it is missing', () => {
    for (const hash of ['', '#', `#${userId}.${requestId}`, `#${userId}.${requestId}.${proof.slice(1)}`, `#${proof}`])
      expect(linkIn(hash), hash).to.equal(undefined);
  });

  it('of letters that one can do without names their kind', () => {
    expect(declineIn(`#${userId}.rating.${proof}`)).to.deep.equal({ userId, kind: 'rating', proof });
    expect(declineIn(`#${userId}.cancellation.${proof}`)).to.equal(undefined);
  });
});
