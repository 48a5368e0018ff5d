import { expect } from 'chai';
import { backupOfTheDay, drillOfTheseDays } from './nightly.ts';

const idOf = (now: string, at = '03:00') => {
  const task = backupOfTheDay(now, at);
  return task?.is === 'RecordBackup' ? task.command.backupId : null;
};

describe('The backup of the day', () => {
  it('is due from its hour on, and always the same one', () => {
    expect(idOf('2026-11-25T02:59:59.999Z')).to.equal(null);
    expect(idOf('2026-11-25T03:00:00.000Z')).to.be.a('string');
    expect(idOf('2026-11-25T23:59:00.000Z')).to.equal(idOf('2026-11-25T03:00:00.000Z'));
    expect(idOf('2026-11-26T03:00:00.000Z')).not.to.equal(idOf('2026-11-25T03:00:00.000Z'));
  });

  it('is never due where nobody wants one', () => {
    expect(idOf('2026-11-25T12:00:00.000Z', 'never')).to.equal(null);
  });
});

describe('The drill of these days', () => {
  it('is one for as many days as it was asked for', () => {
    const ids = Array.from(
      { length: 14 },
      (_, n) => drillOfTheseDays(new Date(n * 24 * 60 * 60_000).toISOString(), 7).workId,
    );
    expect(new Set(ids).size).to.equal(2);
    expect(new Set(ids.slice(0, 7)).size).to.equal(1);
  });
});
