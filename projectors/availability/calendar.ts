import type { Held } from '@careconnect/domain/day/slots.ts';
import type { CalendarDate, Zone } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';

/** Dates of one doctor, both inclusive. */
export type Stretch = Readonly<{ doctor_id: string; from: CalendarDate; to: CalendarDate }>;
type Times = Pick<Held, 'startsAt' | 'endsAt'> & Readonly<{ zone: Zone | null }>;
export type Calendar = {
  heldOn(doctorId: string, date: CalendarDate): readonly (Held & Times)[];
  blockedOn(doctorId: string, date: CalendarDate): readonly Times[];
};

type OnDate<T> = T & { doctor_id: string; date: CalendarDate };

/** What stands in the calendars of these doctors on these dates: one look for all of them. */
export const calendarsOf = async (pool: Pool, stretches: readonly Stretch[]): Promise<Calendar> => {
  const values = [JSON.stringify(stretches)];
  const [held, blocked] = await Promise.all([
    pool.query<OnDate<Held & Times>>({ name: 'calendars-held', text: heldSql, values }),
    pool.query<OnDate<Times>>({ name: 'calendars-blocked', text: blockedSql, values }),
  ]);
  const [heldAt, blockedAt] = [byDay(held.rows), byDay(blocked.rows)];
  return {
    heldOn: (doctorId, date) => heldAt.get(`${doctorId} ${date}`) ?? [],
    blockedOn: (doctorId, date) => blockedAt.get(`${doctorId} ${date}`) ?? [],
  };
};

const byDay = <T>(rows: OnDate<T>[]): Map<string, T[]> => {
  const days = new Map<string, T[]>();
  for (const row of rows) {
    const day = `${row.doctor_id} ${row.date}`;
    const known = days.get(day);
    if (known) known.push(row);
    else days.set(day, [row]);
  }
  return days;
};

const asked = `json_to_recordset($1) AS asked (doctor_id uuid, "from" date, "to" date)`;
const times = `date, zone, read.iso(starts_at) AS "startsAt", read.iso(ends_at) AS "endsAt"`;

const heldSql = `
  SELECT doctor_id, ${times}, coalesce((visit_type->>'bufferBeforeMinutes')::int, 0) AS "bufferBeforeMinutes",
         coalesce((visit_type->>'bufferAfterMinutes')::int, 0) AS "bufferAfterMinutes"
    FROM ${asked} JOIN read.appointment_details USING (doctor_id)
   WHERE date BETWEEN asked."from" AND asked."to" AND holds_slot`;

const blockedSql = `
  SELECT doctor_id, ${times} FROM ${asked} JOIN read.block_details USING (doctor_id)
   WHERE date BETWEEN asked."from" AND asked."to" AND NOT removed`;
