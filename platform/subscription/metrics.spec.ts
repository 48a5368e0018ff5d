import { expect } from 'chai';
import { projectionMetrics } from './metrics.ts';
import type { Projection, ProjectionStatus } from './runner.ts';

const at = (commit: number) => ({ commit: BigInt(commit), prepare: BigInt(commit) });

describe('The metrics of projections', () => {
  let status: ProjectionStatus;
  const projection: Projection = { status: () => status, stop: async () => {} };
  const told = async () => {
    const page = await metrics();
    return (line: string) =>
      page
        .split('\n')
        .find((each) => each.startsWith(`careconnect_projection_${line} `))
        ?.split(' ')[1];
  };
  let metrics: () => Promise<string>;
  beforeEach(() => {
    status = { name: 'days', state: 'catching-up', position: at(1_000), events: 0, lagSeconds: null, problem: null };
    metrics = projectionMetrics([projection], { head: async () => at(11_000) });
  });

  it('estimate how many events are left by the room that events took so far', async () => {
    expect((await told())('lag_events{projection="days"}')).to.equal(undefined);
    status = { ...status, position: at(6_000), events: 50, lagSeconds: 3 };
    const value = await told();
    expect(value('lag_events{projection="days"}')).to.equal('50');
    expect(value('lag_seconds{projection="days"}')).to.equal('3');
    expect(value('events_total{projection="days"}')).to.equal('50');
  });

  it('say nothing of a projection that another process owns', async () => {
    status = { ...status, state: 'standby' };
    const value = await told();
    expect(value('position{projection="days"}')).to.equal(undefined);
    expect(value('state{projection="days",state="standby"}')).to.equal('1');
  });

  it('are told while the log is away', async () => {
    metrics = projectionMetrics([projection], { head: () => Promise.reject(new Error('away')) });
    expect((await told())('position{projection="days"}')).to.equal('1000');
  });
});
