import { expect } from 'chai';
import type { Happened } from './log.ts';
import { type Called, remindersCalledFor, wrongReminders } from './reminders.ts';

const visit = 'a';
const noon = '2027-03-02T12:00:00.000Z';
const one = '2027-03-02T13:00:00.000Z';

const happened = (type: string, recordedAt: string, more: object = {}): Happened => ({
  ...{ type, revision: 0n, metadata: { recordedAt } },
  data: { appointmentId: visit, userId: 'pat', startsAt: noon, endsAt: noon, zone: 'UTC', ...more },
});
const wishes = happened('LetterPreferencesSet', '2027-03-01T08:00:00.000Z', {
  ...{ language: 'en', zone: null, reminders: [120], quietHours: null, declined: [], phone: null },
});
const booked = [wishes, happened('AppointmentConfirmed', '2027-03-01T09:00:00.000Z')];
const moved = [...booked, happened('AppointmentRescheduled', '2027-03-01T10:00:00.000Z', { startsAt: one })];
const cancelled = [...booked, happened('AppointmentCancelled', '2027-03-01T10:00:00.000Z')];
const seen = new Map([[`${visit} ${noon}`, '2027-03-01T10:00:01.000Z']]);
const [before, after] = ['2027-03-02T09:59:59.999Z', '2027-03-02T12:30:00.000Z'];

const atNoon = `${visit} ${noon} reminder 120`;
const atOne = `${visit} ${one} reminder 120`;

describe('What the log calls for, of reminders', () => {
  const called = (log: readonly Happened[], seenGone = seen, now = after) =>
    remindersCalledFor(log, seenGone, now).map(({ name, at, is }) => [name, at, is]);

  it('is each of a visit that stands, due or to come', () => {
    expect(called(booked)).to.deep.equal([[atNoon, '2027-03-02T10:00:00.000Z', 'due']]);
    expect(called(booked, seen, before)).to.deep.equal([[atNoon, '2027-03-02T10:00:00.000Z', 'to come']]);
  });

  it('is the new one of a visit that was moved, and not the old one where its patient had seen it', () => {
    expect(called(moved).map(([name, , is]) => [name, is])).to.deep.equal([
      [atNoon, 'gone'],
      [atOne, 'due'],
    ]);
  });

  it('is none of a visit that was cancelled, where its patient had seen it', () => {
    expect(called(cancelled).map(([name, , is]) => [name, is])).to.deep.equal([[atNoon, 'gone']]);
  });

  it('is open where nobody had seen in time that the visit had gone', () => {
    for (const seenGone of [new Map(), new Map([[`${visit} ${noon}`, '2027-03-02T10:00:00.001Z']])])
      expect(called(cancelled, seenGone).map(([, , is]) => is)).to.deep.equal(['either']);
  });

  it('is nothing that was past when the visit was confirmed, and nothing of what was imported', () => {
    const late = happened('AppointmentConfirmed', '2027-03-02T10:00:00.000Z');
    expect(called([wishes, late])).to.deep.equal([]);
    const imported = { ...late, metadata: { recordedAt: '2027-03-01T09:00:00.000Z', imported: true as const } };
    expect(called([wishes, imported])).to.deep.equal([]);
  });
});

describe('The judge of reminders', () => {
  const reminder = (is: Called['is'], name = atNoon): Called => ({
    ...{ name, appointmentId: visit, at: '2027-03-02T10:00:00.000Z', is },
  });
  const letter = (state = 'sent', name = atNoon, letter_id = name) => ({
    ...{ name, letter_id, state, reason: state === 'sent' ? null : 'for a reason' },
  });
  const mail = (at = '2027-03-02T10:00:01.000Z', letterId = atNoon) => ({ letterId, at });

  it('has nothing to say when each rang in its time, and none that was not to', () => {
    expect(wrongReminders([reminder('due')], [letter()], [mail(), mail()])).to.deep.equal([]);
    expect(wrongReminders([reminder('to come')], [], [])).to.deep.equal([]);
    expect(wrongReminders([reminder('gone')], [letter('skipped')], [])).to.deep.equal([]);
    for (const ledger of [[], [letter()], [letter('skipped')]])
      expect(wrongReminders([reminder('either')], ledger, [])).to.deep.equal([]);
  });

  const wrong: [string, Called[], ReturnType<typeof letter>[], ReturnType<typeof mail>[], string][] = [
    ['one that never rang', [reminder('due')], [], [], 'never rang'],
    ['one that was not sent', [reminder('due')], [letter('skipped')], [], 'is skipped: for a reason'],
    [
      'one entered twice',
      [reminder('due')],
      [letter(), letter('sent', atNoon, 'another')],
      [],
      'is in the ledger twice',
    ],
    ['one that nobody called for', [], [letter()], [], 'is in the ledger for no reason'],
    ['one of a visit that is gone', [reminder('gone')], [letter()], [mail()], 'its patient knew better'],
    ['one that rang too early', [reminder('to come')], [letter()], [], 'rang before its time'],
    [
      'one that came at the old time of a visit that was moved',
      [reminder('gone'), reminder('due', atOne)],
      [letter('sent', atOne)],
      [mail('2027-03-02T09:59:59.999Z', atOne), mail('2027-03-02T10:00:01.000Z', atOne)],
      'before its time',
    ],
  ];
  for (const [what, called, ledger, mails, said] of wrong)
    it(`notices ${what}`, () => {
      const found = wrongReminders(called, ledger, mails);
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.include(said);
    });
});
