import { expect } from 'chai';
import fc from 'fast-check';
import type { StreamHead } from '../storage/head.ts';
import { type Decision, decideAppend, type Expected, type KnownEvents } from './decide.ts';

const ANY: Expected = { is: 'any' };
const NO_STREAM: Expected = { is: 'noStream' };
const EXISTS: Expected = { is: 'streamExists' };
const at = (revision: number): Expected => ({ is: 'revision', revision });

/** A stream that holds these ids, and a store that remembers all of them, or none after a restart. */
const stream = (ids: string[], more: Partial<StreamHead> = {}) => {
  const head: StreamHead = { last: ids.length - 1, lastPosition: 0, ...more };
  const idAt = (revision: number) => ids[revision];
  const remembered = (id: string) => {
    const revision = ids.lastIndexOf(id);
    return revision < 0 ? undefined : revision;
  };
  return { head, fresh: { idAt, remembered }, restarted: { idAt, remembered: () => undefined } };
};

const decide = (of: { head: StreamHead; fresh: KnownEvents }, expected: Expected, ...ids: string[]): Decision =>
  decideAppend(of.head, expected, ids, of.fresh);

const WRITE = { is: 'write' };
const DELETED = { is: 'streamDeleted' };
const wrong = (current: number) => ({ is: 'wrongVersion', current });
const already = (lastRevision: number) => ({ is: 'alreadyWritten', lastRevision });

describe('An append to a stream', () => {
  const none = stream([]);
  const three = stream(['a', 'b', 'c']);

  it('is written where the expected revision is the current one', () => {
    expect(decide(none, NO_STREAM, 'x')).to.deep.equal(WRITE);
    expect(decide(three, at(2), 'x')).to.deep.equal(WRITE);
    expect(decide(three, EXISTS, 'x')).to.deep.equal(WRITE);
    expect(decide(none, ANY, 'x')).to.deep.equal(WRITE);
  });

  it('is refused with the current revision where it is another', () => {
    expect(decide(three, NO_STREAM, 'x')).to.deep.equal(wrong(2));
    expect(decide(three, at(0), 'x')).to.deep.equal(wrong(2));
    expect(decide(three, at(99), 'x')).to.deep.equal(wrong(2));
    expect(decide(none, at(5), 'x')).to.deep.equal(wrong(-1));
    expect(decide(none, EXISTS, 'x')).to.deep.equal(wrong(-1));
  });

  it('is quiet when the same events stand in the same place, restarted or not', () => {
    expect(decide(three, NO_STREAM, 'a', 'b', 'c')).to.deep.equal(already(2));
    expect(decide(three, NO_STREAM, 'a', 'b')).to.deep.equal(already(1));
    expect(decide(three, at(0), 'b', 'c')).to.deep.equal(already(2));
    expect(decideAppend(three.head, NO_STREAM, ['a', 'b', 'c'], three.restarted)).to.deep.equal(already(2));
  });

  it('is refused when only some of its events stand there', () => {
    expect(decide(three, NO_STREAM, 'b', 'c')).to.deep.equal(wrong(2));
    expect(decide(three, NO_STREAM, 'a', 'b', 'c', 'd')).to.deep.equal(wrong(2));
    expect(decide(three, ANY, 'a', 'new')).to.deep.equal(wrong(2));
  });

  it('is written again at a later revision: the same events in another place are other events', () => {
    expect(decide(three, at(2), 'a', 'b', 'c')).to.deep.equal(WRITE);
  });

  it('with any revision is quiet only while the store remembers the ids', () => {
    expect(decide(three, ANY, 'a', 'b', 'c')).to.deep.equal(already(2));
    expect(decide(three, EXISTS, 'a')).to.deep.equal(already(0));
    expect(decideAppend(three.head, ANY, ['a', 'b', 'c'], three.restarted)).to.deep.equal(WRITE);
  });

  it('of nothing is written where the revision fits, and refused elsewhere', () => {
    expect(decide(none, NO_STREAM)).to.deep.equal(WRITE);
    expect(decide(three, ANY)).to.deep.equal(WRITE);
    expect(decide(three, NO_STREAM)).to.deep.equal(wrong(2));
  });

  it('to a softly deleted stream begins anew or goes on, but finds no existing stream', () => {
    const deleted = stream(['a', 'b'], { rules: { softDeleted: true } });
    expect(decide(deleted, NO_STREAM, 'x')).to.deep.equal(WRITE);
    expect(decide(deleted, at(1), 'x')).to.deep.equal(WRITE);
    expect(decide(deleted, ANY, 'x')).to.deep.equal(WRITE);
    expect(decide(deleted, at(0), 'x')).to.deep.equal(wrong(1));
    expect(decide(deleted, EXISTS, 'x')).to.deep.equal(DELETED);
  });

  it('to a stream with a tombstone is refused, whatever is expected', () => {
    const dead = stream(['a'], { tombstoned: true });
    for (const expected of [ANY, NO_STREAM, EXISTS, at(0), at(7)])
      expect(decide(dead, expected, 'a')).to.deep.equal(DELETED);
  });

  it('finds an existing stream where there is only metadata', () => {
    expect(decide(stream([], { rules: {} }), EXISTS, 'x')).to.deep.equal(WRITE);
  });
});

describe('Whatever a stream holds, an append with an exact revision', () => {
  const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 });

  it('is quiet when it repeats a part of the stream from its place on', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.nat(), (all, from, length) => {
        const first = from % all.length;
        const part = all.slice(first, first + 1 + (length % all.length));
        const decision = decide(stream(all), at(first - 1), ...part);
        expect(decision).to.deep.equal(already(first + part.length - 1));
      }),
    );
  });

  it('is never written but at the end', () => {
    fc.assert(
      fc.property(ids, fc.uuid(), fc.integer({ min: -1, max: 10 }), (all, id, revision) => {
        const decision = decide(stream(all), at(revision), id);
        if (decision.is === 'write') expect(revision).to.equal(all.length - 1);
      }),
    );
  });
});
