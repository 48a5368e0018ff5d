import { expect } from 'chai';
import { afterSigningIn } from './home.ts';
import { asUser, otto, rosa } from './spec/people.ts';
import { wayBackFrom, wayBackIn } from './way-back.ts';

describe('The way back after signing in', () => {
  it('leads to where one was, with its choices', () => {
    const back = wayBackIn(wayBackFrom({ pathname: '/doctors/1', search: '?at=2026' }, true));
    expect(back).to.deep.equal({ from: '/doctors/1?at=2026', expired: true });
    expect(afterSigningIn(asUser(rosa).user, back)).to.equal('/doctors/1?at=2026');
  });

  it('never leads to another origin', () => {
    for (const from of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'doctors', 7])
      expect(wayBackIn({ from }), String(from)).to.equal(undefined);
    expect(wayBackIn(null)).to.equal(undefined);
  });

  it('leads a doctor from the front page to the own day', () => {
    expect(afterSigningIn(asUser(otto, 'DOCTOR').user, { from: '/' })).to.equal(`/doctors/${otto}/day`);
    expect(afterSigningIn(asUser(rosa).user, undefined)).to.equal('/');
  });
});
