import { slotsOf } from '@careconnect/domain/day/slots.ts';
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
  const held = await heldOn(pool, doctorId, dates);
  return {
    zone: schedule.zone,
    days: dates.map((date) => ({
      date,
      slots: slotsOf({ schedule, date, minutes: visitType.minutes, held: held.get(date) ?? [], now }),
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

type Held = { date: CalendarDate; startsAt: Instant; endsAt: Instant };

const heldOn = async (pool: Pool, doctorId: string, dates: CalendarDate[]): Promise<Map<CalendarDate, Held[]>> => {
  const { rows } = await pool.query<Held>({
    name: 'held',
    text: `SELECT date, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt" FROM read.appointment_details
            WHERE doctor_id = $1 AND date BETWEEN $2 AND $3 AND holds_slot`,
    values: [doctorId, dates[0], dates.at(-1)],
  });
  const byDate = new Map<CalendarDate, Held[]>();
  for (const held of rows) byDate.set(held.date, [...(byDate.get(held.date) ?? []), held]);
  return byDate;
};
