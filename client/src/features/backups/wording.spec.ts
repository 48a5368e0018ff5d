import { expect } from 'chai';
import { durationInWords, sizeInWords } from './wording.ts';

describe('The words of a backup', () => {
  it('say how large it is', () => {
    expect([0, 999, 1_000, 1_540_000, 25_000_000_000].map(sizeInWords)).to.deep.equal([
      ...['0 B', '999 B', '1.0 kB', '1.5 MB', '25 GB'],
    ]);
  });

  it('say how long it took', () => {
    expect([0, 59, 61, 3_720].map(durationInWords)).to.deep.equal(['0 s', '59 s', '1 min 1 s', '1 h 2 min']);
  });
});
