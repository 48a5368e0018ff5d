import { expect } from 'chai';
import fc from 'fast-check';
import type { StreamHead, StreamRules } from '../storage/head.ts';
import { parseStreamRules, removable, SOFT_DELETED_JSON, visibleRange, withTruncateBefore } from './stream-rules.ts';

const parse = (json: string) => parseStreamRules(Buffer.from(json));
const head = (last: number, rules?: StreamRules): StreamHead => ({ last, lastPosition: 0, ...(rules && { rules }) });
const visible = (of: StreamHead, nowMs = 0) => visibleRange(of, nowMs);

describe('The metadata of a stream', () => {
  it('rules by count, age and cut', () => {
    expect(parse('{"$maxCount":2,"$maxAge":60,"$tb":4,"$cacheControl":9,"own":true}')).to.deep.equal({
      maxCount: 2,
      maxAgeSeconds: 60,
      truncateBefore: 4,
    });
  });

  it('rules nothing where it is malformed', () => {
    for (const json of [
      '',
      'no',
      '[]',
      'null',
      '{"$maxCount":0}',
      '{"$maxCount":"2"}',
      '{"$maxAge":-1}',
      '{"$tb":1.5}',
    ])
      expect(parse(json), json).to.deep.equal({});
  });

  it('of a softly deleted stream comes back with a cut, other keys kept', () => {
    expect(parse(SOFT_DELETED_JSON)).to.deep.equal({ softDeleted: true });
    const back = withTruncateBefore(Buffer.from('{"$tb":9223372036854775807,"own":1}'), 7);
    expect(JSON.parse(String(back))).to.deep.equal({ $tb: 7, own: 1 });
  });
});

describe('What a reader sees of a stream', () => {
  it('is nothing of a missing, softly deleted or dead one', () => {
    expect(visibleRange(undefined, 0)).to.deep.equal({ is: 'notFound' });
    expect(visible(head(-1, { maxCount: 3 }))).to.deep.equal({ is: 'notFound' });
    expect(visible(head(3, { softDeleted: true }))).to.deep.equal({ is: 'notFound' });
    expect(visible({ ...head(3), tombstoned: true })).to.deep.equal({ is: 'deleted' });
  });

  it('begins where the strictest rule says', () => {
    expect(visible(head(9, { maxCount: 3 }))).to.include({ first: 7, last: 9 });
    expect(visible(head(9, { maxCount: 3, truncateBefore: 8 }))).to.include({ first: 8 });
    expect(visible(head(9, { maxAgeSeconds: 5 }), 20_000)).to.include({ first: 0, notBeforeMs: 15_000 });
  });
});

describe('A scavenge', () => {
  const rules = fc.record(
    {
      maxCount: fc.integer({ min: 1, max: 30 }),
      truncateBefore: fc.nat({ max: 30 }),
      maxAgeSeconds: fc.integer({ min: 1, max: 9 }),
      softDeleted: fc.constant<true>(true),
    },
    { requiredKeys: [] },
  );

  it('takes nothing that a reader can see, and leaves the newest event for the numbering', () => {
    fc.assert(
      fc.property(fc.nat({ max: 25 }), rules, (last, given) => {
        const stream = head(last, given as StreamRules);
        const gone = removable(stream, stream.rules, 0);
        const range = visible(stream);
        expect(gone.below).to.be.at.most(last);
        if (range.is === 'visible') expect(gone.below).to.be.at.most(range.first);
      }),
    );
  });

  it('takes all of a dead stream', () => {
    expect(removable({ ...head(3), tombstoned: true }, undefined, 0).below).to.equal(Infinity);
  });
});
