import { type Hours, type Plan, todayOf, type ZoneFrom, zoneAt } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import type { Pool } from 'pg';
import type { OwnAsked } from './own-plan.ts';

type Row = { doctor_id: string; name: string; plan: Plan; revision: string | null };

/** What a doctor has set, as it is valid today and as it is planned, and the revision it shows; null as for ownPlan. */
export const ownSchedule = async (pool: Pool, { doctorId, userId, role, now }: OwnAsked & { now: Instant }) => {
  const { rows } = await pool.query<Row>({
    name: 'own-schedule',
    text: `SELECT doctor_id, name, plan, revision FROM read.doctor_details JOIN app_users ON user_id = doctor_id
            WHERE doctor_id = $1 AND profile IS NOT NULL AND (doctor_id = $2 OR $3 = 'ADMIN')`,
    values: [doctorId, userId, role],
  });
  const [row] = rows;
  if (!row) return null;
  const { plan, revision } = row;
  const { gridMinutes, visitTypes, policy, country } = plan;
  const today = todayOf(plan, now);
  const page = {
    doctorId: row.doctor_id,
    name: row.name,
    today,
    zone: zoneAt(plan, now),
    zones: fromTodayOn<ZoneFrom>(plan.zones, today),
    hours: fromTodayOn<Hours>(plan.hours, today),
    gridMinutes,
    visitTypes,
    policy,
    country,
    holidays: country === null ? [] : holidaysAhead(plan, country, today),
  };
  return { page, revision: revision === null ? null : BigInt(revision) };
};

/** What is valid on that day, and whatever follows it. */
const fromTodayOn = <Entry extends { from: CalendarDate | null }>(entries: readonly Entry[], today: CalendarDate) => {
  const valid = entries.findLastIndex(({ from }) => from === null || from <= today);
  return entries.slice(Math.max(valid, 0));
};

const holidaysAhead = ({ worksOn }: Plan, country: string, today: CalendarDate) =>
  Array.from({ length: aYear }, (_, days) => addDays(today, days)).flatMap((date) => {
    const name = publicHolidayOn(country, date);
    return name === null ? [] : [{ date, name, works: worksOn.includes(date) }];
  });

const aYear = 366;
