import { type Held, slotsOf } from '@careconnect/domain/day/slots.ts';
import type { Schedule } from '@careconnect/domain/doctor/schedule.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { addDays, dateIn, millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { notFound, problem } from '@careconnect/platform/http/problem.ts';
import type { Pool } from 'pg';

export type SlotsWanted = { doctorId: string; visitTypeId: string; from?: CalendarDate; days: number; now: Instant };

/** Every start at which a visit of this type fits, day by day, each with its state: by the arithmetic that decides bookings. */
export const freeSlots = async (pool: Pool, { doctorId, visitTypeId, days, now, ...wanted }: SlotsWanted) => {
  const schedule = await scheduleOf(pool, doctorId);
  if (!schedule) throw notFound();
  const visitType = schedule.visitTypes.find((offered) => offered.visitTypeId === visitTypeId.toLowerCase());
  if (!visitType) throw problem(404, 'no-such-visit-type', 'The doctor does not offer this visit type');
  const from = wanted.from ?? dateIn(schedule.zone, millisecondsOf(now));
  const dates = Array.from({ length: days }, (_, k) => addDays(from, k));
  const [held, blocked] = await Promise.all([heldOn(pool, doctorId, dates), blockedOn(pool, doctorId, dates)]);
  return {
    zone: schedule.zone,
    days: dates.map((date) => ({
      date,
      slots: slotsOf({
        ...visitType,
        schedule,
        date,
        held: held.get(date) ?? [],
        blocked: blocked.get(date) ?? [],
        now,
      }),
    })),
  };
};

const scheduleOf = async (pool: Pool, doctorId: string): Promise<Schedule | undefined> => {
  const { rows } = await pool.query<{ schedule: Schedule }>({
    name: 'schedule',
    text: 'SELECT schedule FROM read.doctor_details WHERE doctor_id = $1 AND profile IS NOT NULL',
    values: [doctorId],
  });
  return rows[0]?.schedule;
};

type OnDate<T> = T & { date: CalendarDate };

const heldOn = async (pool: Pool, doctorId: string, dates: CalendarDate[]): Promise<Map<CalendarDate, Held[]>> => {
  const { rows } = await pool.query<OnDate<Held>>({
    name: 'held',
    text: `SELECT date, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt",
                  coalesce((visit_type->>'bufferBeforeMinutes')::int, 0) AS "bufferBeforeMinutes",
                  coalesce((visit_type->>'bufferAfterMinutes')::int, 0) AS "bufferAfterMinutes"
             FROM read.appointment_details
            WHERE doctor_id = $1 AND date BETWEEN $2 AND $3 AND holds_slot`,
    values: [doctorId, dates[0], dates.at(-1)],
  });
  return byDate(rows);
};

type Blocked = Pick<Held, 'startsAt' | 'endsAt'>;

const blockedOn = async (
  pool: Pool,
  doctorId: string,
  dates: CalendarDate[],
): Promise<Map<CalendarDate, Blocked[]>> => {
  const { rows } = await pool.query<OnDate<Blocked>>({
    name: 'blocked',
    text: `SELECT date, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt" FROM read.block_details
            WHERE doctor_id = $1 AND date BETWEEN $2 AND $3 AND NOT removed`,
    values: [doctorId, dates[0], dates.at(-1)],
  });
  return byDate(rows);
};

const byDate = <T>(rows: OnDate<T>[]): Map<CalendarDate, T[]> => {
  const dates = new Map<CalendarDate, T[]>();
  for (const row of rows) dates.set(row.date, [...(dates.get(row.date) ?? []), row]);
  return dates;
};
