import { expect } from 'chai';
import fc from 'fast-check';
import { beginTail } from './tail.ts';

const record = (position: number, size = 10) => ({ position, bytes: Buffer.alloc(size) });

describe('The tail of the log in memory', () => {
  it('gives what lies after a position, or says that it does not know', () => {
    const tail = beginTail(100);
    tail.add([record(110), record(120), record(130)]);
    expect(tail.after(110, 10)?.map((r) => r.position)).to.deep.equal([120, 130]);
    expect(tail.after(100, 2)?.map((r) => r.position)).to.deep.equal([110, 120]);
    expect(tail.after(130, 10)).to.deep.equal([]);
    expect(tail.after(99, 10)).to.equal(undefined);
  });

  it('never leaves out a record, however much it has forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 8 }), fc.nat(), (batches, pick) => {
        const tail = beginTail(0);
        let next = 1;
        for (const size of batches) tail.add(Array.from({ length: size }, () => record(next++)));
        const position = pick % next;
        const found = tail.after(position, Infinity);
        if (found) expect(found.map((r) => r.position)).to.deep.equal(range(position + 1, next));
        else expect(next - 1 - position).to.be.greaterThan(2_048);
      }),
      { numRuns: 50 },
    );
  });

  it('holds few large records rather than many bytes', () => {
    const tail = beginTail(0);
    for (let position = 1; position <= 10; position++) tail.add([record(position, 1024 * 1024)]);
    expect(tail.after(0, 100)).to.equal(undefined);
    expect(tail.after(6, 100)).to.have.length(4);
  });
});

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
