import { booked } from '@careconnect/domain/spec/clinic.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { expect } from 'chai';
import { remindersFor } from './reminders.ts';

const position = { commit: 7n, prepare: 7n };
const [event] = told(booked(1));
if (!event) throw new Error('a visit begins with an event');
const { appointmentId, startsAt } = event.data as { appointmentId: string; startsAt: string };
const earlier = new Date(Date.parse(startsAt) - 1).toISOString();

describe('What a restore has thought of anew', () => {
  it('is every visit that lies ahead', () => {
    const [reminder] = remindersFor(event, position, earlier);
    expect(reminder?.task).to.include({ is: 'Derive', appointmentId });
  });

  it('is none that is past', () => {
    const later = new Date(Date.parse(startsAt) + 1).toISOString();
    expect(remindersFor(event, position, later)).to.deep.equal([]);
  });

  it('is none that was imported: where it came from reminds people of it', () => {
    const imported = { ...event, metadata: { ...event.metadata, imported: true } as const };
    expect(remindersFor(imported, position, earlier)).to.deep.equal([]);
  });
});
