import { expect } from 'chai';
import { defaultPreferences, type LetterPreferences } from './letter-preferences.ts';
import { remindersFor } from './reminders.ts';

const longBefore = '2026-01-01T00:00:00.000Z';
const at = (
  startsAt: string,
  zone: string,
  changes: Partial<LetterPreferences> = {},
  now = longBefore,
): Record<number, string> =>
  Object.fromEntries(
    remindersFor({ startsAt, zone }, { ...defaultPreferences, ...changes }, now).map((each) => [each.minutes, each.at]),
  );

describe('Reminders of a visit', () => {
  it('come a day and two hours before, unless somebody wants others', () => {
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo')).to.deep.equal({
      1440: '2026-11-23T12:30:00.000Z',
      120: '2026-11-24T10:30:00.000Z',
    });
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo', { reminders: [60] })).to.deep.equal({
      60: '2026-11-24T11:30:00.000Z',
    });
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo', { reminders: [] })).to.deep.equal({});
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo', { declined: ['reminder'] })).to.deep.equal({});
  });

  it('come at the same wall time on the day before, over both changes of the clock', () => {
    // Sunday, 29 March 2026: 09:30 in Berlin is one hour earlier than the day before.
    expect(at('2026-03-29T07:30:00.000Z', 'Europe/Berlin', { reminders: [1440] })).to.deep.equal({
      1440: '2026-03-28T08:30:00.000Z',
    });
    // Sunday, 25 October 2026: one hour later.
    expect(at('2026-10-25T08:30:00.000Z', 'Europe/Berlin', { reminders: [1440] })).to.deep.equal({
      1440: '2026-10-24T07:30:00.000Z',
    });
  });

  it('are two real hours before, also when the clock changes in between', () => {
    const awake = { reminders: [120], quietHours: null };
    expect(at('2026-03-29T01:30:00.000Z', 'Europe/Berlin', awake)).to.deep.equal({ 120: '2026-03-28T23:30:00.000Z' });
    expect(at('2026-10-25T02:30:00.000Z', 'Europe/Berlin', awake)).to.deep.equal({ 120: '2026-10-25T00:30:00.000Z' });
  });

  it('of a day whose wall time the clock skips come at the skip', () => {
    // Monday, 30 March, 02:30 in Berlin: the day before has no 02:30.
    const awake = { reminders: [1440], quietHours: null };
    expect(at('2026-03-30T00:30:00.000Z', 'Europe/Berlin', awake)).to.deep.equal({ 1440: '2026-03-29T01:00:00.000Z' });
  });

  it('come before quiet hours rather than in them, on the clock of whoever sleeps', () => {
    // 08:00 in Berlin: two hours before is 06:00, so 22:00 the evening before.
    expect(at('2026-06-10T06:00:00.000Z', 'Europe/Berlin', { reminders: [120] })).to.deep.equal({
      120: '2026-06-09T20:00:00.000Z',
    });
    // The doctor's morning is the patient's night: 14:00 in Berlin is 08:00 in New York, two hours before is 06:00 there.
    expect(
      at('2026-06-10T12:00:00.000Z', 'Europe/Berlin', { reminders: [120], zone: 'America/New_York' }),
    ).to.deep.equal({ 120: '2026-06-10T02:00:00.000Z' });
    // By day it is not moved, whatever the night of the clinic is.
    expect(at('2026-06-10T06:00:00.000Z', 'Europe/Berlin', { reminders: [120], zone: 'Asia/Tokyo' })).to.deep.equal({
      120: '2026-06-10T04:00:00.000Z',
    });
  });

  it('keep quiet hours over a change of the clock', () => {
    // 06:00 on the morning of the change is quiet; the evening before was still summer.
    expect(at('2026-10-25T07:00:00.000Z', 'Europe/Berlin', { reminders: [120] })).to.deep.equal({
      120: '2026-10-24T20:00:00.000Z',
    });
  });

  it('take quiet hours within one day', () => {
    const siesta = { reminders: [120], quietHours: { from: '13:00', to: '15:00' } };
    expect(at('2026-06-10T14:30:00.000Z', 'Europe/Berlin', siesta)).to.deep.equal({ 120: '2026-06-10T11:00:00.000Z' });
    expect(at('2026-06-10T15:00:00.000Z', 'Europe/Berlin', siesta)).to.deep.equal({ 120: '2026-06-10T13:00:00.000Z' });
  });

  it('come once where two fall together, and never in the past', () => {
    const both = { reminders: [180, 120] };
    expect(at('2026-06-10T06:00:00.000Z', 'Europe/Berlin', both)).to.deep.equal({ 120: '2026-06-09T20:00:00.000Z' });
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo', {}, '2026-11-23T12:30:00.000Z')).to.deep.equal({
      120: '2026-11-24T10:30:00.000Z',
    });
    expect(at('2026-11-24T12:30:00.000Z', 'America/Sao_Paulo', {}, '2026-11-24T12:00:00.000Z')).to.deep.equal({});
  });
});
