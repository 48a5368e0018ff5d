import { expect } from 'chai';
import { sessionExpired, sessionReducer, signedIn } from './session.ts';
import { asUser, rosa } from './spec/people.ts';

describe('The session', () => {
  it('remembers who it was when it runs out', () => {
    const session = sessionReducer(sessionReducer(undefined, signedIn(asUser(rosa))), sessionExpired('token'));
    expect(session).to.deep.equal({ is: 'Expired', userId: rosa });
  });
});
