import { firstFree } from '@careconnect/domain/day/next-free.ts';
import type { Schedule } from '@careconnect/domain/doctor/schedule.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { edgeOf } from '@careconnect/domain/time/edge.ts';
import { addDays, dateIn, instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';
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
    return { doctor_id, starts_at: startsAt, due_at: dueAgain(doctor.schedule, startsAt, now), position };
  });
  await pool.query({ name: 'next-free', text: upsert, values: [records(rows)] });
  return due.length;
};

/** Doctors at once: some thousand rows of their calendars at the most. */
export const atOnce = 100;

type Due = { doctor_id: string; position: string; schedule: Schedule };

/** Most have a free time soon: few need a longer look. In days from today, ever further. */
const looks = [0, 7, 28, 120, 731];

const searchAhead = async (pool: Pool, due: readonly Due[], now: Instant): Promise<Map<string, Instant>> => {
  const found = new Map<string, Instant>();
  for (const [k, to] of looks.slice(1).entries()) {
    const from = looks[k] ?? 0;
    const missing = due.filter(({ doctor_id, schedule }) => !found.has(doctor_id) && reaches(schedule, from));
    if (missing.length === 0) break;
    const stretches = missing.map(({ doctor_id, schedule }) => stretchOf(doctor_id, schedule, now, [from, to]));
    const calendar = await calendarsOf(pool, stretches);
    for (const [i, { schedule }] of missing.entries()) {
      const stretch = stretches[i] as Stretch;
      const startsAt = firstFreeIn(schedule, stretch, calendar, now);
      if (startsAt !== null) found.set(stretch.doctor_id, startsAt);
    }
  }
  return found;
};

const reaches = ({ windows, policy }: Schedule, days: number): boolean =>
  windows.length > 0 && days <= policy.maximumDaysAhead;

const stretchOf = (doctor_id: string, schedule: Schedule, now: Instant, [from, to]: [number, number]): Stretch => {
  const today = dateIn(schedule.zone, millisecondsOf(now));
  const last = Math.min(to - 1, schedule.policy.maximumDaysAhead);
  return { doctor_id, from: addDays(today, from), to: addDays(today, last) };
};

const firstFreeIn = (schedule: Schedule, { doctor_id, from, to }: Stretch, calendar: Calendar, now: Instant) => {
  for (let date: CalendarDate = from; date <= to; date = addDays(date, 1)) {
    const day = { held: calendar.heldOn(doctor_id, date), blocked: calendar.blockedOn(doctor_id, date) };
    const startsAt = firstFree({ schedule, date, ...day }, now);
    if (startsAt !== null) return startsAt;
  }
  return null;
};

/** A start that is found cannot be booked any more once it is nearer than the doctor's notice; none may be at midnight. */
const dueAgain = ({ zone, policy }: Schedule, startsAt: Instant | null, now: Instant): Instant => {
  if (startsAt !== null) return instantOf(millisecondsOf(startsAt) - policy.minimumNoticeMinutes * minute + 1);
  return instantOf(edgeOf(addDays(dateIn(zone, millisecondsOf(now)), 1), '00:00', zone, 'opens'));
};

const dueSql = `
  SELECT doctor_id, calendars.position, schedule
    FROM read.calendars JOIN read.doctor_details USING (doctor_id) LEFT JOIN availability.next_free known USING (doctor_id)
   WHERE profile IS NOT NULL AND (known.position IS DISTINCT FROM calendars.position OR known.due_at <= $1::timestamptz)
   LIMIT $2`;

const upsert = `
  INSERT INTO availability.next_free (doctor_id, starts_at, due_at, position)
  SELECT doctor_id, starts_at, due_at, position FROM json_to_recordset($1)
         AS told (doctor_id uuid, starts_at timestamptz, due_at timestamptz, position bigint)
  ON CONFLICT (doctor_id) DO UPDATE SET starts_at = excluded.starts_at, due_at = excluded.due_at,
         position = excluded.position`;
