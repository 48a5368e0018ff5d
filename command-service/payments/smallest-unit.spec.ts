import { expect } from 'chai';
import { inSmallestUnit } from './smallest-unit.ts';

describe('An amount as Stripe counts it', () => {
  const count = (amount: string, currency: string) => inSmallestUnit({ amount, currency });

  it('is in hundredths, in whole units or in thousandths, as the currency has them', () => {
    expect(count('120.00', 'BRL')).to.equal(12_000);
    expect(count('0.07', 'EUR')).to.equal(7);
    expect(count('1500.00', 'JPY')).to.equal(1_500);
    expect(count('1.50', 'KWD')).to.equal(1_500);
  });

  it('is refused where the currency has no such part', () => {
    expect(() => count('1.50', 'JPY')).to.throw(RangeError, 'JPY has no hundredths');
  });
});
