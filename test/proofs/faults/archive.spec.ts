import { expect } from 'chai';
import { type Places, wrongInArchive } from './archive.ts';
import type { Happened } from './log.ts';

const now = '2027-03-02T12:00:00.000Z';
const [old, young] = ['2027-01-20T09:00:00.000Z', '2027-02-20T09:00:00.000Z'];

const happened = (type: string, endsAt: string): Happened => ({
  ...{ type, revision: 0n, metadata: { recordedAt: now } },
  data: { appointmentId: 'a', userId: 'pat', startsAt: endsAt, endsAt, zone: 'UTC' },
});
const booked = (endsAt: string) =>
  ['AppointmentRequested', 'AppointmentConfirmed'].map((type) => happened(type, endsAt));
const closed = (endsAt: string) => [...booked(endsAt), happened('AppointmentCompleted', endsAt)];
const archived = (endsAt: string) => [...closed(endsAt), happened('AppointmentArchived', endsAt)];
const live: Places = { appointments: ['a'], archived: [], journal: [] };
const away: Places = { appointments: [], archived: ['a'], journal: ['a'] };

describe('The judge of the archive', () => {
  it('has nothing to say when what is old and closed was archived once, and nothing else', () => {
    expect(wrongInArchive(archived(old), away, now)).to.deep.equal([]);
    expect(wrongInArchive(booked(old), live, now)).to.deep.equal([]);
    expect(wrongInArchive(closed(young), live, now)).to.deep.equal([]);
  });

  const wrong: [string, Happened[], Places, string][] = [
    ['what was forgotten', closed(old), live, 'archived 0 times, by the log'],
    [
      'what was archived twice',
      [...archived(old), happened('AppointmentArchived', old)],
      { ...away, journal: ['a', 'a'] },
      'archived 2 times, by the log',
    ],
    ['what was archived too young', archived(young), away, 'archived 1 times, by the log'],
    [
      'what was archived and not closed',
      [...booked(old), happened('AppointmentArchived', old)],
      away,
      'archived 1 times',
    ],
    ['what stands in both tables', archived(old), { ...away, appointments: ['a'] }, 'stands 1 times among'],
    ['what stands in the archive twice', archived(old), { ...away, archived: ['a', 'a'] }, '2 times in the archive'],
    ['what is lost', archived(old), { ...away, archived: [] }, '0 times in the archive'],
    ['an open one that is lost', booked(old), { ...live, appointments: [] }, 'stands 0 times among'],
    ['what the journal does not tell', archived(old), { ...away, journal: [] }, 'archived 0 times, by the journal'],
    [
      'what the journal tells twice',
      archived(old),
      { ...away, journal: ['a', 'a'] },
      'archived 2 times, by the journal',
    ],
    ['what the log does not know', archived(old), { ...away, appointments: ['b'] }, 'b stands in a table'],
  ];
  for (const [what, log, places, said] of wrong)
    it(`notices ${what}`, () => {
      expect(wrongInArchive(log, places, now).join('\n')).to.include(said);
    });
});
