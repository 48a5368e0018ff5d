import { todayOf } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant, WallTime } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';
import { type OwnAsked, ownPlan } from './own-plan.ts';

type Wanted = OwnAsked & { now: Instant; limit: number; after?: string };

type Row = {
  id: string;
  several: boolean;
  first_date: CalendarDate;
  last_date: CalendarDate;
  days: number;
  from: WallTime;
  to: WallTime;
  reason: string | null;
};

/** Blocked time from today on, what was blocked together as one; null as for ownPlan. */
export const blockedTime = async (pool: Pool, { limit, after, now, ...asked }: Wanted) => {
  const plan = await ownPlan(pool, asked);
  if (!plan) return null;
  const [firstDate, id] = keysAfter(after, ['text', 'id'], ['', firstId]);
  const { rows } = await pool.query<Row>({
    name: 'blocked-time',
    text: sql,
    values: [asked.doctorId, todayOf(plan, now), firstDate, id, limit + 1],
  });
  return pageOf(
    rows,
    limit,
    ({ first_date, id }) => [first_date, id],
    ({ id, several, first_date, last_date, days, from, to, reason }) => ({
      ...{ id, is: several ? ('absence' as const) : ('block' as const), firstDate: first_date, lastDate: last_date },
      ...{ days, from, to, reason },
    }),
  );
};

const sql = `
  SELECT coalesce(absence_id, id) AS id, absence_id IS NOT NULL AS several, min(details.date)::text AS first_date,
         max(details.date)::text AS last_date, count(*)::int AS days, min(left(start_time::text, 5)) AS from,
         max(left(end_time::text, 5)) AS to, min(reason) AS reason
    FROM read.block_details details JOIN unavailable_slots USING (id)
   WHERE details.doctor_id = $1 AND details.date >= $2 AND NOT removed
   GROUP BY 1, 2
  HAVING (min(details.date)::text, coalesce(absence_id, id)) > ($3, $4::uuid)
   ORDER BY first_date, 1 LIMIT $5`;
