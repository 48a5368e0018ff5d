import { expect } from 'chai';
import { sessionExpired, signedIn, signedOut } from '../session/session.ts';
import { asUser, otto, rosa } from '../session/spec/people.ts';
import { type Drafts, draftsReducer, finished, typed } from './drafts.ts';

describe('What is being typed', () => {
  const notes = typed({ form: 'book:1', change: { notes: 'Since Monday' } });
  const after = (...actions: Parameters<typeof draftsReducer>[1][]): Drafts =>
    actions.reduce<Drafts | undefined>(draftsReducer, undefined) as Drafts;

  it('outlives the end of the session for whoever signs in again', () => {
    const { texts } = after(signedIn(asUser(rosa)), notes, sessionExpired('token'), signedIn(asUser(rosa)));
    expect(texts).to.deep.equal({ 'book:1': { notes: 'Since Monday' } });
  });

  it('goes along with whoever signs in for the first time', () => {
    expect(after(notes, signedIn(asUser(rosa))).texts).to.have.keys('book:1');
  });

  it('is nothing for the next person', () => {
    expect(after(signedIn(asUser(rosa)), notes, sessionExpired('token'), signedIn(asUser(otto))).texts).to.deep.equal(
      {},
    );
    expect(after(signedIn(asUser(rosa)), notes, signedOut()).texts).to.deep.equal({});
  });

  it('is kept field by field until the form is finished', () => {
    const more = typed({ form: 'book:1', change: { patientId: 'p' } });
    expect(after(notes, more).texts).to.deep.equal({ 'book:1': { notes: 'Since Monday', patientId: 'p' } });
    expect(after(notes, more, finished('book:1')).texts).to.deep.equal({});
  });
});
