import { expect } from 'chai';
import fc from 'fast-check';
import { comparePositions, formatPosition, parsePosition } from './event-store.ts';

const positions = fc
  .record({ commit: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), prepare: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }) })
  .map(({ commit, prepare }) => ({ commit, prepare: prepare % (commit + 1n) }));

describe('A position', () => {
  it('survives the way out and back', () => {
    fc.assert(
      fc.property(positions, (position) => {
        expect(parsePosition(formatPosition(position))).to.deep.equal(position);
      }),
    );
  });

  it('is refused when it is anything but what was given out', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const position = parsePosition(text);
        expect(position === null || formatPosition(position) === text).to.equal(true);
      }),
    );
    const forged = [
      '1.2',
      '-1.0',
      '01.0',
      '9223372036854775808.0',
      '1',
      '1.1.1',
      '1.1\n',
      ' 1.1',
      '99999999999999999999.1',
    ];
    for (const text of forged) expect(parsePosition(Buffer.from(text).toString('base64url')), text).to.equal(null);
    expect(parsePosition('')).to.equal(null);
    expect(parsePosition(`${formatPosition({ commit: 1n, prepare: 1n })}=`)).to.equal(null);
  });

  it('is ordered by commit, then by prepare', () => {
    expect(comparePositions({ commit: 1n, prepare: 9n }, { commit: 2n, prepare: 0n })).to.be.below(0);
    expect(comparePositions({ commit: 2n, prepare: 1n }, { commit: 2n, prepare: 0n })).to.be.above(0);
    expect(comparePositions({ commit: 2n, prepare: 1n }, { commit: 2n, prepare: 1n })).to.equal(0);
  });
});
