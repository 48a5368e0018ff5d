import { expect } from 'chai';
import { asUser, rosa } from '../session/spec/people.ts';
import { recall, remember } from './remembered.ts';

describe('What outlives a reload', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  const before = Date.parse('2026-11-22T11:59:59.000Z');
  const known = { session: { is: 'SignedIn', ...asUser(rosa) }, newest: { position: 'p1' } } as const;

  it('is the session with what was written, until its token runs out', () => {
    const kept = storage();
    remember(kept, known);
    expect(recall(kept, before)).to.deep.equal(known);
    expect(recall(kept, before + 1000)).to.deep.equal({});
  });

  it('is nothing once the session ends', () => {
    const kept = storage();
    remember(kept, known);
    remember(kept, { session: { is: 'SignedOut' }, newest: { position: null } });
    expect(kept.getItem('careconnect')).to.equal(null);
    expect(recall(kept, before)).to.deep.equal({});
  });

  it('is nothing when it cannot be read', () => {
    const kept = storage();
    for (const text of ['{', 'null', '{"session":{"is":"SignedIn"}}', '[]']) {
      kept.setItem('careconnect', text);
      expect(recall(kept, before), text).to.deep.equal({});
    }
  });
});
