import { expect } from 'chai';
import ICAL from 'ical.js';
import { invitationFor } from './invitation.ts';
import { letterFor } from './letter-for.ts';
import { example, examples } from './spec/examples.ts';

const organizer = { name: 'CareConnect', email: 'post@clinic.example' };

/** As another library reads it. */
const read = (facts: Parameters<typeof invitationFor>[0]) => {
  const found = invitationFor(facts, organizer, 'rosa@example.com');
  if (!found) return null;
  const event = new ICAL.Component(ICAL.parse(found.content)).getFirstSubcomponent('vevent');
  if (!event) throw new Error('no event');
  return { ...found, event: new ICAL.Event(event), of: (name: string) => event.getFirstPropertyValue(name) };
};

describe('What comes with a letter for a calendar', () => {
  it('is the visit, when it is confirmed, moved or cancelled: one visit for life, later and later versions', () => {
    const story = [
      example('confirmation', { changedAt: '2026-11-20T12:00:00.000Z' }),
      example('rescheduling', { changedAt: '2026-11-20T12:01:00.000Z' }),
      example('cancellation', { changedAt: '2026-11-20T12:02:00.000Z' }),
    ].map((facts) => read(facts));
    expect(story.map((each) => [each?.method, each?.of('status')])).to.deep.equal([
      ['REQUEST', 'CONFIRMED'],
      ['REQUEST', 'CONFIRMED'],
      ['CANCEL', 'CANCELLED'],
    ]);
    expect(new Set(story.map((each) => each?.event.uid)).size).to.equal(1);
    const sequences = story.map((each) => each?.event.sequence ?? 0);
    expect(sequences).to.deep.equal([...new Set(sequences)].sort((a, b) => a - b));
  });

  it('is not sure yet while a moved visit waits for somebody', () => {
    expect(read(example('rescheduling', { status: 'PENDING' }))?.of('status')).to.equal('TENTATIVE');
  });

  it('names doctor, place and patient, as the letter does', () => {
    const { event } = read(example('confirmation')) ?? {};
    const { text } = letterFor(example('confirmation'));
    for (const part of [event?.summary, event?.location, examples.confirmation.patientName])
      expect(text).to.contain(part);
  });

  it('is nothing with any other letter', () => {
    for (const kind of ['request', 'reminder', 'receipt', 'verification', 'agenda', 'doctor-cancellation'] as const)
      expect(read(example(kind)), kind).to.equal(null);
  });
});
