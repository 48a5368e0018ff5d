import { eventTypes } from '@careconnect/domain/event-types.ts';
import { expect } from 'chai';
import { byWhom, dataText, sentenceOf } from './wording.ts';

describe('An event of the journal', () => {
  it('is told as a sentence', () => {
    expect(sentenceOf('AppointmentMovedIn')).to.equal('Appointment moved in');
    expect(sentenceOf('PatientDidNotShow')).to.equal('Patient did not show');
    for (const type of eventTypes) expect(sentenceOf(type), type).to.match(/^[A-Z][a-z]+( [a-z]+)+$/);
  });

  it('tells who did it', () => {
    expect(byWhom({ userId: '1', role: 'ADMIN' })).to.equal('by an admin');
    expect(byWhom(null)).to.equal('by the rules');
  });

  it('shows what it holds, and of what is sealed that it is', () => {
    const text = dataText({ name: { $sealed: 'abc' }, visits: [{ at: 1 }], reason: null });
    expect(JSON.parse(text)).to.deep.equal({ name: '(sealed)', visits: [{ at: 1 }], reason: null });
  });
});
