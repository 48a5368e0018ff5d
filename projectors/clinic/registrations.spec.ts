import type { Role } from '@careconnect/domain/user/events.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { history } from '../spec/history.ts';
import { registered } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import { projectClinic } from './clinic.ts';

/** What the rows of the accounts say themselves. */
const counted = `
  SELECT role, date::text, count(*)::integer AS registered,
         (sum(count(*)) OVER (PARTITION BY role ORDER BY date))::integer AS total
    FROM (SELECT role, (registered_at AT TIME ZONE 'UTC')::date AS date FROM read.account_details
           WHERE registered_at IS NOT NULL) account
   GROUP BY role, date ORDER BY 1, 2`;

const figures = async (client: PoolClient) => {
  const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  return {
    days: await rows('SELECT role, date::text, registered, total FROM read.registrations ORDER BY 1, 2'),
    counted: await rows(counted),
  };
};

const on = (day: number, n: number, role: Role = 'PATIENT') =>
  registered(n, { role, registeredAt: `2026-11-${String(day).padStart(2, '0')}T23:59:59.999Z` });

describe('The projection "clinic" of accounts by the day', () => {
  const { given, project } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );

  it('counts who registered on a day, and who there was at its end, whenever it is told', () =>
    given(on(2, 1), on(2, 2), on(9, 3), on(9, 4, 'DOCTOR'))
      .when(on(12, 5), on(9, 6), on(5, 7), on(1, 8))
      .then({
        'read.registrations': [
          { role: 'PATIENT', date: '2026-11-01', registered: 1, total: 1 },
          { role: 'PATIENT', date: '2026-11-02', registered: 2, total: 3 },
          { role: 'PATIENT', date: '2026-11-05', registered: 1, total: 4 },
          { role: 'PATIENT', date: '2026-11-09', registered: 2, total: 6 },
          { role: 'PATIENT', date: '2026-11-12', registered: 1, total: 7 },
          { role: 'DOCTOR', date: '2026-11-09', registered: 1, total: 1 },
        ],
      }));

  it('says what the rows of the accounts say, wherever the log was cut into batches and begun again', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ day: fc.integer({ min: 1, max: 9 }), role: fc.constantFrom<Role>('PATIENT', 'DOCTOR') }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.array(fc.nat(40), { maxLength: 8 }),
        fc.nat(5),
        async (people, cuts, back) => {
          const events = told(people.map(({ day, role }, k) => on(day, k + 1, role)));
          const ends = [...new Set(cuts)].toSorted((a, b) => a - b);
          const batches = [...ends, events.length].map((end, k) =>
            events.slice(Math.max(0, (ends[k - 1] ?? 0) - back), end),
          );
          const { days, counted } = await project(batches, figures);
          expect(days).to.deep.equal(counted);
          expect(days.at(-1)).to.not.equal(undefined);
        },
      ),
      { numRuns: 40 },
    )).timeout(300_000);

  it('says so of a whole clinic', async () => {
    const { days, counted } = await project([told(history)], figures);
    expect(days).to.deep.equal(counted);
    expect(days.map(({ role }) => role)).to.include.members(['PATIENT', 'DOCTOR', 'ADMIN']);
  });
});
