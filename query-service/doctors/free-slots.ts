import { cellsOf } from '@careconnect/domain/day/cells.ts';
import type { Held } from '@careconnect/domain/day/slots.ts';
import { turnsOfStarts } from '@careconnect/domain/day/turns.ts';
import { type Plan, scheduleOn, todayOf, zoneAt } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant, Zone } from '@careconnect/domain/event.ts';
import { unchangedUntil } from '@careconnect/domain/time/turns.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { notFound, problem } from '@careconnect/platform/http/problem.ts';
import { type Part, partOf } from '@careconnect/schema/versions.ts';
import type { Pool } from 'pg';

export type SlotsWanted = { doctorId: string; visitTypeId: string; from?: CalendarDate; days: number; now: Instant };

/**
 * The grid of each day, every start with its state and why: by the arithmetic, and in the words, that decide bookings. And
 * until when it stays so by the clock.
 */
export const freeSlots = async (pool: Pool, { doctorId, visitTypeId, days, now, ...wanted }: SlotsWanted) => {
  const plan = await planOf(pool, doctorId);
  if (!plan) throw notFound();
  const visitType = plan.visitTypes.find((offered) => offered.visitTypeId === visitTypeId.toLowerCase());
  if (!visitType) throw problem(404, 'no-such-visit-type', 'The doctor does not offer this visit type');
  const from = wanted.from ?? todayOf(plan, now);
  const dates = Array.from({ length: days }, (_, k) => addDays(from, k));
  const [held, blocked] = await Promise.all([heldOn(pool, doctorId, dates), blockedOn(pool, doctorId, dates)]);
  const shown = dates.map((date) => {
    const on = { held: held.get(date) ?? [], blocked: blocked.get(date) ?? [] };
    const schedule = scheduleOn(plan, date, publicHolidayOn, on.held[0]?.zone ?? on.blocked[0]?.zone);
    const holiday = schedule.holidays?.[date] ?? null;
    return { date, zone: schedule.zone, holiday, slots: cellsOf({ ...visitType, ...on, schedule, date, now }) };
  });
  const turns = shown.flatMap(({ slots }) => turnsOfStarts(slots, plan.policy));
  return { page: { zone: zoneAt(plan, now), days: shown }, until: unchangedUntil(now, turns) };
};

/** What that is made of, before anybody knows which day it is at the doctor's. */
export const partsOfSlots = ({ doctorId, from, days, now }: Omit<SlotsWanted, 'visitTypeId'>): Part[] => {
  const first = from ?? addDays(now.slice(0, 10), -1);
  const dates = Array.from({ length: from ? days : days + 2 }, (_, k) => addDays(first, k));
  return [partOf.doctor(doctorId), ...dates.map((date) => partOf.day(doctorId, date))];
};

const planOf = async (pool: Pool, doctorId: string): Promise<Plan | undefined> => {
  const { rows } = await pool.query<{ plan: Plan }>({
    name: 'plan',
    text: 'SELECT plan FROM read.doctor_details WHERE doctor_id = $1 AND profile IS NOT NULL',
    values: [doctorId],
  });
  return rows[0]?.plan;
};

type OnDate<T> = T & { date: CalendarDate; zone: Zone };

const heldOn = async (
  pool: Pool,
  doctorId: string,
  dates: CalendarDate[],
): Promise<Map<CalendarDate, OnDate<Held>[]>> => {
  const { rows } = await pool.query<OnDate<Held>>({
    name: 'held',
    text: `SELECT date, zone, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt",
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
): Promise<Map<CalendarDate, OnDate<Blocked>[]>> => {
  const { rows } = await pool.query<OnDate<Blocked>>({
    name: 'blocked',
    text: `SELECT date, zone, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt" FROM read.block_details
            WHERE doctor_id = $1 AND date BETWEEN $2 AND $3 AND NOT removed`,
    values: [doctorId, dates[0], dates.at(-1)],
  });
  return byDate(rows);
};

const byDate = <T>(rows: OnDate<T>[]): Map<CalendarDate, OnDate<T>[]> => {
  const dates = new Map<CalendarDate, OnDate<T>[]>();
  for (const row of rows) dates.set(row.date, [...(dates.get(row.date) ?? []), row]);
  return dates;
};
