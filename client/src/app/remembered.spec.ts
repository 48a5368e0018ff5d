import { expect } from 'chai';
import { asUser, rosa } from '../session/spec/people.ts';
import { recall, remember } from './remembered.ts';

describe('What outlives a reload', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  const browser = () => ({ localStorage: storage(), sessionStorage: storage() });
  const known = { session: { is: 'SignedIn', ...asUser(rosa) }, newest: { position: 'p1' } } as const;

  it('is that somebody is signed in and what was written, and neither token nor name', () => {
    const kept = browser();
    remember(kept, known);
    expect(recall(kept)).to.deep.equal({ session: { is: 'Resuming' }, newest: { position: 'p1' } });
    const all = JSON.stringify([...kept.localStorage.kept, ...kept.sessionStorage.kept]);
    for (const secret of [known.session.accessToken, known.session.user.name, rosa, known.session.sessionId])
      expect(all).not.to.contain(secret);
  });

  it('is still there while the session is being found again', () => {
    const kept = browser();
    remember(kept, known);
    remember(kept, { session: { is: 'Resuming' }, newest: { position: 'p1' } });
    expect(recall(kept)).to.have.property('session');
  });

  it('is nothing once the session ends', () => {
    for (const session of [{ is: 'SignedOut' }, { is: 'Expired', userId: rosa }] as const) {
      const kept = browser();
      remember(kept, known);
      remember(kept, { session, newest: { position: null } });
      expect([...kept.localStorage.kept, ...kept.sessionStorage.kept]).to.deep.equal([]);
      expect(recall(kept)).to.deep.equal({});
    }
  });
});
