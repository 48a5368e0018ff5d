import { ana, tuesday } from '@careconnect/domain/spec/clinic.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { history } from '../spec/history.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import { projectClinic } from './clinic.ts';

/** What the rows of the appointments and payments say themselves. */
const counted = `
  SELECT doctor_id, date::text, status, coalesce(ending, '') AS ending, count(*)::integer AS appointments,
         (coalesce(sum(extract(epoch FROM ends_at - starts_at) / 60) FILTER (WHERE holds_slot), 0))::integer AS held_minutes
    FROM read.appointment_details GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
const earned = `
  SELECT visit.doctor_id, date::text, currency, sum(amount)::numeric(14, 2)::text AS received,
         coalesce(sum(refund) FILTER (WHERE refunded_at IS NOT NULL), 0)::numeric(14, 2)::text AS refunded
    FROM read.payment_details JOIN payments USING (payment_id) JOIN read.appointment_details visit USING (appointment_id)
   WHERE completed_at IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

const figures = async (client: PoolClient) => {
  const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  return {
    days: await rows(
      'SELECT doctor_id, date::text, status, ending, appointments, held_minutes FROM read.day_figures ORDER BY 1, 2, 3, 4',
    ),
    counted: await rows(counted),
    revenue: await rows(
      'SELECT doctor_id, date::text, currency, received::text, refunded::text FROM read.day_revenue ORDER BY 1, 2, 3',
    ),
    earned: await rows(earned),
  };
};

describe('The projection "clinic" of what days came to', () => {
  const { project } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );
  const events = told(history);

  it('counts what lies on a day, and what was paid for it', async () => {
    const { days, revenue } = await project([events], figures);
    expect(days).to.deep.include.members([
      { doctor_id: ana, date: tuesday, status: 'COMPLETED', ending: '', appointments: 2, held_minutes: 60 },
      { doctor_id: ana, date: tuesday, status: 'CANCELLED', ending: 'did-not-show', appointments: 1, held_minutes: 0 },
    ]);
    // It was moved there after it was paid.
    expect(revenue.map(({ date, received, refunded }) => [date, received, refunded])).to.deep.equal([
      ['2026-12-01', '120.00', '40.10'],
    ]);
  });

  it('says what the rows say, wherever the log was cut into batches and begun again', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(events.length), { minLength: 1, maxLength: 12 }),
        fc.nat(5),
        async (cuts, back) => {
          const ends = [...new Set(cuts)].toSorted((a, b) => a - b);
          const batches = [...ends, events.length].map((end, k) =>
            events.slice(Math.max(0, (ends[k - 1] ?? 0) - back), end),
          );
          const seen = await project(batches, figures);
          expect(seen.days).to.deep.equal(seen.counted);
          expect(seen.revenue).to.deep.equal(seen.earned);
        },
      ),
      { numRuns: 15 },
    )).timeout(300_000);

  it('says so when what is moved or paid is told in a batch of its own', async () => {
    for (const [k, event] of events.entries()) {
      if (!/Move|Stayed|Payment/.test(event.type)) continue;
      const seen = await project([events.slice(0, k), [event]], figures);
      expect(seen.days, event.type).to.deep.equal(seen.counted);
      expect(seen.revenue, event.type).to.deep.equal(seen.earned);
    }
  }).timeout(300_000);
});
