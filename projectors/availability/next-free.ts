import { firstFree } from '@careconnect/domain/day/next-free.ts';
import { type Plan, scheduleOn, todayOf, zoneAt } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { edgeOf } from '@careconnect/domain/time/edge.ts';
import { addDays, instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { tellVersions, versionsChannel } from '@careconnect/schema/versions.ts';
import type { Pool } from 'pg';
import { records } from '../records.ts';
import { type Calendar, calendarsOf, type Stretch } from './calendar.ts';

/**
 * Derives the next free start anew for doctors whose calendar changed, or whose answer time has overtaken; answers for how
 * many. Whoever asks again until it is none leaves nothing out of date.
 */
export const deriveNextFree = async (pool: Pool, now: Instant): Promise<number> => {
  const { rows: due } = await pool.query<Due>({ name: 'next-free-due', text: dueSql, values: [now, atOnce] });
  if (due.length === 0) return 0;
  const found = await searchAhead(pool, due, now);
  const rows = due.map((doctor) => {
    const startsAt = found.get(doctor.doctor_id) ?? null;
    const { doctor_id, position } = doctor;
    return { doctor_id, starts_at: startsAt, due_at: dueAgain(doctor.plan, startsAt, now), position };
  });
  await pool.query({ name: 'next-free', text: upsert, values: [records(rows), versionsChannel] });
  return due.length;
};

/** Doctors at once: some thousand rows of their calendars at the most. */
export const atOnce = 100;

type Due = { doctor_id: string; position: string; plan: Plan };

/** Most have a free time soon: few need a longer look. In days from today, ever further. */
const looks = [0, 7, 28, 120, 731];

const searchAhead = async (pool: Pool, due: readonly Due[], now: Instant): Promise<Map<string, Instant>> => {
  const found = new Map<string, Instant>();
  for (const [k, to] of looks.slice(1).entries()) {
    const from = looks[k] ?? 0;
    const missing = due.filter(({ doctor_id, plan }) => !found.has(doctor_id) && reaches(plan, from));
    if (missing.length === 0) break;
    const stretches = missing.map(({ doctor_id, plan }) => stretchOf(doctor_id, plan, now, [from, to]));
    const calendar = await calendarsOf(pool, stretches);
    for (const [i, { plan }] of missing.entries()) {
      const stretch = stretches[i] as Stretch;
      const startsAt = firstFreeIn(plan, stretch, calendar, now);
      if (startsAt !== null) found.set(stretch.doctor_id, startsAt);
    }
  }
  return found;
};

const reaches = ({ hours, policy }: Plan, days: number): boolean =>
  hours.some(({ windows }) => windows.length > 0) && days <= policy.maximumDaysAhead;

const stretchOf = (doctor_id: string, plan: Plan, now: Instant, [from, to]: [number, number]): Stretch => {
  const today = todayOf(plan, now);
  const last = Math.min(to - 1, plan.policy.maximumDaysAhead);
  return { doctor_id, from: addDays(today, from), to: addDays(today, last) };
};

const firstFreeIn = (plan: Plan, { doctor_id, from, to }: Stretch, calendar: Calendar, now: Instant) => {
  for (let date: CalendarDate = from; date <= to; date = addDays(date, 1)) {
    const day = { held: calendar.heldOn(doctor_id, date), blocked: calendar.blockedOn(doctor_id, date) };
    const kept = day.held[0]?.zone ?? day.blocked[0]?.zone;
    const schedule = scheduleOn(plan, date, publicHolidayOn, kept);
    const startsAt = firstFree({ schedule, date, ...day }, now);
    if (startsAt !== null) return startsAt;
  }
  return null;
};

/** A start that is found cannot be booked any more once it is nearer than the doctor's notice; none may be at midnight. */
const dueAgain = (plan: Plan, startsAt: Instant | null, now: Instant): Instant => {
  if (startsAt !== null) return instantOf(millisecondsOf(startsAt) - plan.policy.minimumNoticeMinutes * minute + 1);
  return instantOf(edgeOf(addDays(todayOf(plan, now), 1), '00:00', zoneAt(plan, now), 'opens'));
};

const dueSql = `
  SELECT doctor_id, calendars.position, plan
    FROM read.calendars JOIN read.doctor_details USING (doctor_id) LEFT JOIN availability.next_free known USING (doctor_id)
   WHERE profile IS NOT NULL AND (known.position IS DISTINCT FROM calendars.position OR known.due_at <= $1::timestamptz)
   LIMIT $2`;

const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (doctor_id uuid, starts_at timestamptz, due_at timestamptz, position bigint)
  ), changed AS (
    SELECT doctor_id FROM told LEFT JOIN availability.next_free known USING (doctor_id)
     WHERE told.starts_at IS DISTINCT FROM known.starts_at
  ), written AS (
    INSERT INTO availability.next_free (doctor_id, starts_at, due_at, position)
    SELECT doctor_id, starts_at, due_at, position FROM told
    ON CONFLICT (doctor_id) DO UPDATE SET starts_at = excluded.starts_at, due_at = excluded.due_at,
           position = excluded.position
  ), parts AS (
    SELECT 'next-free ' || doctor_id AS part FROM changed UNION ALL SELECT 'next-free' WHERE EXISTS (SELECT FROM changed)
  ), versions AS (
    INSERT INTO availability.versions (part, version) SELECT part, nextval('availability.changes') FROM parts
    ON CONFLICT (part) DO UPDATE SET version = excluded.version
    RETURNING part, version
  )
  ${tellVersions('versions', '$2::text')}`;
