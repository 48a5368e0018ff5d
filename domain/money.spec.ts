import { expect } from 'chai';
import fc from 'fast-check';
import { amountOf, hundredthsOf, shareOf } from './money.ts';

describe('Money', () => {
  const share = (amount: string, percent: number) => shareOf({ amount, currency: 'BRL' }, percent).amount;

  it('is shared exactly, to the nearest hundredth', () => {
    expect(share('120.00', 80)).to.equal('96.00');
    expect(share('0.10', 33)).to.equal('0.03');
    expect(share('0.01', 50)).to.equal('0.01');
    expect(share('99999999.99', 100)).to.equal('99999999.99');
    expect(share('120.00', 0)).to.equal('0.00');
  });

  it('is never more in a part than in the whole, and all of it in a hundred per cent', () => {
    const hundredths = fc.bigInt({ min: 0n, max: 9_999_999_999n });
    fc.assert(
      fc.property(hundredths, fc.integer({ min: 0, max: 100 }), (whole, percent) => {
        const amount = amountOf(whole);
        expect(hundredthsOf(amount)).to.equal(whole);
        expect(hundredthsOf(share(amount, percent)) <= whole).to.equal(true);
        expect(share(amount, 100)).to.equal(amount);
      }),
    );
  });

  it('is refused in any other shape', () => {
    for (const amount of ['1', '1.0', '1.000', '-1.00', '1e2', ''])
      expect(() => hundredthsOf(amount)).to.throw(TypeError, 'two places');
  });
});
