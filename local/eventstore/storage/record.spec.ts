import { expect } from 'chai';
import fc from 'fast-check';
import { indexKey, logKey, positionOfLogKey, revisionOfIndexKey } from './keys.ts';
import * as record from './record.ts';

const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const bytes = fc.uint8Array({ maxLength: 300 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

describe('A record of the log', () => {
  it('gives back every field it was made of', () => {
    fc.assert(
      fc.property(fc.uuid(), name, name, number, number, fc.boolean(), bytes, bytes, (...given) => {
        const [id, stream, type, revision, createdMs, isJson, data, metadata] = given;
        const stored = record.encodeRecord({ id, stream, type, revision, createdMs, isJson, data, metadata });
        expect({
          id: record.idOf(stored),
          stream: record.streamOf(stored),
          type: record.typeOf(stored),
          revision: record.revisionOf(stored),
          createdMs: record.createdMs(stored),
          isJson: record.isJson(stored),
          isTombstone: record.isTombstone(stored),
          data: new Uint8Array(record.dataOf(stored)),
          metadata: new Uint8Array(record.metadataOf(stored)),
        }).to.deep.equal({ id, stream, type, revision, createdMs, isJson, isTombstone: false, data, metadata });
      }),
    );
  });
});

describe('The keys of the store', () => {
  it('sort as the numbers they hold', () => {
    fc.assert(
      fc.property(number, number, name, (a, b, stream) => {
        expect(Math.sign(Buffer.compare(logKey(a), logKey(b)))).to.equal(Math.sign(a - b));
        const inStream = Buffer.compare(indexKey(stream, a), indexKey(stream, b));
        expect(Math.sign(inStream)).to.equal(Math.sign(a - b));
        expect(positionOfLogKey(logKey(a))).to.equal(a);
        expect(revisionOfIndexKey(indexKey(stream, a))).to.equal(a);
      }),
    );
  });

  it('keep streams apart whose names begin alike', () => {
    fc.assert(
      fc.property(name, name, number, number, number, (one, tail, low, between, high) => {
        const [from, to] = [Math.min(low, high), Math.max(low, high)];
        const other = indexKey(one + tail, between);
        const isInside =
          Buffer.compare(other, indexKey(one, from)) >= 0 && Buffer.compare(other, indexKey(one, to)) <= 0;
        expect(isInside).to.equal(false);
      }),
    );
  });
});
