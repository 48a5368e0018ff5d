import { expect } from 'chai';
import type { Letter } from './answers.ts';
import { outcomeOf, subjectOf } from './outcome.ts';

const letter = (changes: Partial<Letter>): Letter => ({
  ...{ letterId: 'l' as Letter['letterId'], kind: 'confirmation', channel: 'email' },
  ...{ to: { userId: 'u' as Letter['to']['userId'], name: 'Ada' }, appointmentId: null, state: 'due', reason: null },
  ...{ tries: 0, resends: 0, createdAt: '2026-11-20T12:00:00.000Z', nextTryAt: null, settledAt: null },
  ...changes,
});

const said = (changes: Partial<Letter>) => outcomeOf(letter(changes), 'Europe/Lisbon');
const at = '2026-11-20T12:05:00.000Z';

describe('What is said of a letter', () => {
  it('is what became of it', () => {
    expect(said({})).to.equal('On its way');
    expect(said({ reason: 'the mail server is away', nextTryAt: at })).to.equal(
      'Waits: the mail server is away. Tried again Friday, 20 November 2026, 12:05 (Europe/Lisbon)',
    );
    expect(said({ state: 'sent', settledAt: at })).to.equal(
      'Delivered to the mail server Friday, 20 November 2026, 12:05 (Europe/Lisbon)',
    );
    expect(said({ state: 'sent', channel: 'sms', settledAt: at })).to.contain('Sent as a text message');
    expect(said({ state: 'failed', tries: 1, reason: 'refused' })).to.equal(
      'Could not be delivered, after one try: refused',
    );
    expect(said({ state: 'failed', tries: 9, reason: 'refused' })).to.contain('after 9 tries');
    expect(said({ state: 'skipped', reason: 'it is past' })).to.equal('Not sent: it is past');
  });

  it('is what it is about, and its kind where nothing better is known', () => {
    expect(subjectOf({ kind: 'refund' })).to.equal('Money goes back');
    expect(subjectOf({ kind: 'greeting' })).to.equal('greeting');
  });
});
