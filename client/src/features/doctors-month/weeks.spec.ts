import { expect } from 'chai';
import { monthAfter, monthBefore, monthIn, weeksOf } from './weeks.ts';

describe('The weeks of a month', () => {
  it('are whole, from Monday on', () => {
    expect(weeksOf('2026-11')).to.deep.equal({ from: '2026-10-26', days: 42 });
    expect(weeksOf('2027-02')).to.deep.equal({ from: '2027-02-01', days: 28 });
    expect(weeksOf('2026-12')).to.deep.equal({ from: '2026-11-30', days: 35 });
  });

  it('follow one another', () => {
    expect([monthAfter('2026-12'), monthBefore('2027-01'), monthAfter('2027-01')]).to.deep.equal([
      ...['2027-01', '2026-12', '2027-02'],
    ]);
    expect([monthIn('2026-11'), monthIn('2026-13'), monthIn('November')]).to.deep.equal([
      ...['2026-11', undefined, undefined],
    ]);
  });
});
