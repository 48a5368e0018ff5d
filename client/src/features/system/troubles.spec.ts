import { expect } from 'chai';
import type { Dependencies, ProjectionTold, System } from './api.ts';
import { troublesIn } from './troubles.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const projection: ProjectionTold = {
  name: 'clinic',
  state: 'live',
  problem: null,
  position: '1',
  eventsBehind: 0,
  secondsBehind: 0,
  movedAt: '2026-11-24T11:59:00.000Z',
};
const well: System = {
  ...{ projections: [projection], letters: { due: 0, late: 0, lastWeek: [] }, lettersPutOff: [] },
  ...{ deadLetters: [], refundsRefused: 0, doctorsToDerive: 0 },
  backups: {
    succeededAt: '2026-11-24T02:00:00.000Z',
    failedAt: '2026-11-23T02:00:00.000Z',
    drilledAt: null,
    differences: 0,
  },
};
const queue = { name: 'notifier', messages: 0, retrying: 0, dead: 0, consumers: 1 };
const answering: Dependencies = { eventStore: true, queues: [queue] };
const titles = (changes: Partial<System> = {}, dependencies: Dependencies | null = answering) =>
  troublesIn({ ...well, ...changes }, dependencies, now).map(({ title }) => title);

describe('What is wrong with the system', () => {
  it('is nothing when all is well', () => {
    expect(titles()).to.deep.equal([]);
  });

  it('is what does not answer, and queues that nobody takes from', () => {
    expect(titles({}, null)).to.deep.equal(['The projectors do not answer']);
    expect(titles({}, { eventStore: false, queues: null })).to.deep.equal([
      ...['The event store does not answer', 'The broker does not answer'],
    ]);
    expect(titles({}, { eventStore: true, queues: [{ ...queue, consumers: 0 }] })).to.deep.equal([
      'Nobody takes messages out of notifier',
    ]);
  });

  it('is what could not be given back', () => {
    expect(titles({ refundsRefused: 1 })).to.deep.equal(['A refund could not be made']);
    expect(titles({ refundsRefused: 10_001 })).to.deep.equal(['more than 10,000 refunds could not be made']);
  });

  it('is each projection that does not go on, with the reason, or is far behind', () => {
    const told = (changes: object) => titles({ projections: [{ ...projection, ...changes }] });
    expect(told({ state: 'stopped' })).to.deep.equal(['clinic has stopped']);
    expect(told({ state: 'retrying' })).to.deep.equal(['clinic fails and tries again']);
    expect(told({ state: 'unowned' })).to.deep.equal(['Nobody keeps clinic in step']);
    expect(told({ state: 'withdrawn' })).to.deep.equal(['clinic tells of a log that is gone']);
    expect(told({ state: 'catching-up', secondsBehind: 180 })).to.deep.equal(['clinic is 3 min behind']);
    expect(told({ state: 'catching-up', secondsBehind: 5 })).to.deep.equal([]);
    const [stopped] = troublesIn(
      { ...well, projections: [{ ...projection, state: 'stopped', problem: 'event 7 of user-1 is poison' }] },
      answering,
      now,
    );
    expect(stopped?.todo).to.match(/^event 7 of user-1 is poison\. /);
  });

  it('is what was given up, letters that are late or wait', () => {
    expect(titles({ deadLetters: [{ queue: 'notifier', waiting: 2 }] })).to.deep.equal([
      '2 messages were given up by notifier',
    ]);
    expect(titles({ letters: { due: 4, late: 1, lastWeek: [] } })).to.deep.equal(['A letter is late']);
    expect(titles({ letters: { due: 10_001, late: 10_001, lastWeek: [] } })).to.deep.equal([
      'more than 10,000 letters are late',
    ]);
    expect(titles({ lettersPutOff: [{ reason: 'it was away a moment ago', letters: 3 }] })).to.deep.equal([
      '3 letters wait: it was away a moment ago',
    ]);
  });

  it('is a backup that is missing, old or failed, or was not the same when it was tried', () => {
    const told = (changes: object) => titles({ backups: { ...well.backups, ...changes } });
    expect(told({ succeededAt: null, failedAt: null })).to.deep.equal(['There is no backup']);
    expect(told({ succeededAt: '2026-11-22T23:00:00.000Z', failedAt: null })).to.deep.equal(['The last backup is old']);
    expect(told({ failedAt: '2026-11-24T03:00:00.000Z' })).to.deep.equal(['The last backup failed']);
    expect(told({ differences: 2 })).to.deep.equal(['The last restore for trial was not the same as the system']);
  });
});
