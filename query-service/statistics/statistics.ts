import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { Ending } from '@careconnect/domain/day/state.ts';
import type { Weekday } from '@careconnect/domain/doctor/events.ts';
import type { Hours } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, WallTime } from '@careconnect/domain/event.ts';
import { addDays, minute, weekdayOf } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

export type StatisticsWanted = { from: CalendarDate; days: number };

/** What the clinic did on so many days, by the dates of its doctors; and who there was, by UTC. Reads what was counted when it happened. */
export const statistics = async (pool: Pool, { from, days }: StatisticsWanted) => {
  const to = addDays(from, days - 1);
  const [now, before, registered, counted, specializations, money, hours] = await Promise.all([
    pool.query<People>({ name: 'statistics-people', text: peopleSql, values: ['infinity'] }),
    pool.query<People>({ name: 'statistics-people', text: peopleSql, values: [from] }),
    pool.query<Registered>({ name: 'statistics-registrations', text: registeredSql, values: [from, to] }),
    pool.query<Counted>({ name: 'statistics-appointments', text: appointmentsSql, values: [from, to] }),
    pool.query<BySpecialization>({ name: 'statistics-specializations', text: specializationsSql, values: [from, to] }),
    pool.query<Revenue>({ name: 'statistics-revenue', text: revenueSql, values: [from, to] }),
    pool.query<Working>({ name: 'statistics-hours', text: hoursSql }),
  ]);
  const sum = (fits: (row: Counted) => boolean): number =>
    counted.rows.filter(fits).reduce((total, { appointments }) => total + appointments, 0);
  const [all, noShows] = [sum(() => true), sum(isNoShow)];
  const cancelled = sum(({ status }) => status === 'CANCELLED') - noShows;
  const bookedMinutes = counted.rows.reduce((total, row) => total + row.held_minutes, 0);
  const workingMinutes = hours.rows.reduce((sum, row) => sum + row.doctors * minutesOf(row.hours, from, to), 0);
  return {
    from,
    to,
    users: now.rows,
    appointments: all,
    byStatus: statusesIn(counted.rows).map((status) => ({ status, appointments: sum((row) => row.status === status) })),
    byDay: byDay(counted.rows, from, days),
    peopleByDay: peopleByDay(before.rows, registered.rows, from, days),
    bySpecialization: specializations.rows,
    cancelledPercent: percent(cancelled, all),
    noShowPercent: percent(noShows, all),
    utilisationPercent: percent(bookedMinutes, workingMinutes),
    revenue: money.rows,
  };
};

type People = { role: Role; users: number };
type Registered = { role: Role; date: CalendarDate; registered: number; total: number };
type BySpecialization = { specialization: string; appointments: number };
type Revenue = { currency: string; received: string; refunded: string };
type Working = { hours: readonly Hours[]; doctors: number };
type Counted = {
  date: CalendarDate;
  status: AppointmentStatus;
  ending: Ending | null;
  appointments: number;
  /** Of those that hold their time. */
  held_minutes: number;
};

const isNoShow = ({ ending }: Counted): boolean => ending === 'did-not-show';

/** Days on which nothing lies among them. */
const byDay = (rows: readonly Counted[], from: CalendarDate, days: number) => {
  const found = Array.from({ length: days }, (_, k) => ({
    ...{ date: addDays(from, k), appointments: 0, cancelled: 0, noShows: 0 },
  }));
  const byDate = new Map(found.map((day) => [day.date, day]));
  for (const row of rows) {
    const day = byDate.get(row.date);
    if (!day) continue;
    day.appointments += row.appointments;
    if (isNoShow(row)) day.noShows += row.appointments;
    else if (row.status === 'CANCELLED') day.cancelled += row.appointments;
  }
  return found;
};

/** How many registered, and how many there were at the end of the day: accounts of every role, and those of doctors. */
const peopleByDay = (before: readonly People[], rows: readonly Registered[], from: CalendarDate, days: number) => {
  const totals = new Map(before.map(({ role, users }) => [role, users]));
  const left = [...rows].reverse();
  return Array.from({ length: days }, (_, k) => {
    const day = { date: addDays(from, k), newUsers: 0, newDoctors: 0 };
    while (left.at(-1)?.date === day.date) {
      const { role, registered, total } = left.pop() as Registered;
      totals.set(role, total);
      day.newUsers += registered;
      if (role === 'DOCTOR') day.newDoctors += registered;
    }
    const users = [...totals.values()].reduce((sum, total) => sum + total, 0);
    return { ...day, users, doctors: totals.get('DOCTOR') ?? 0 };
  });
};

const statusesIn = (rows: readonly Counted[]): AppointmentStatus[] =>
  [...new Set(rows.map(({ status }) => status))].sort();

/** With one decimal; null when there is nothing to be a part of. */
const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000) / 10;

/** As their weeks say: holidays and absences are not taken off. */
const minutesOf = (hours: readonly Hours[], from: CalendarDate, to: CalendarDate): number =>
  hours.reduce((total, { from: begins, windows }, k) => {
    const next = hours[k + 1]?.from;
    const first = begins !== null && begins > from ? begins : from;
    const last = next && next <= to ? addDays(next, -1) : to;
    return windows.reduce((sum, { weekday, from, to }) => {
      return sum + timesIn(weekday, first, last) * (minutesAt(to) - minutesAt(from));
    }, total);
  }, 0);

/** How often a day of the week lies between two dates, both included. */
const timesIn = (weekday: Weekday, first: CalendarDate, last: CalendarDate): number => {
  const earliest = addDays(first, (weekday - weekdayOf(first) + 7) % 7);
  return earliest > last ? 0 : Math.floor((Date.parse(last) - Date.parse(earliest)) / week) + 1;
};

const week = 7 * 24 * 60 * minute;

const minutesAt = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

// Before a date; an account of which there is none has no row.
const peopleSql = `
  SELECT role, total AS users FROM unnest(enum_range(NULL::user_role)) AS role,
         LATERAL (SELECT total FROM read.registrations day WHERE day.role = role.role AND date < $1::date
                   ORDER BY date DESC LIMIT 1) last`;

const registeredSql = `
  SELECT role, date, registered, total FROM read.registrations
   WHERE role = ANY (enum_range(NULL::user_role)) AND date BETWEEN $1::date AND $2::date ORDER BY date`;

const appointmentsSql = `
  SELECT date, status, nullif(ending, '') AS ending, sum(appointments)::integer AS appointments,
         sum(held_minutes)::integer AS held_minutes
    FROM read.day_figures WHERE date BETWEEN $1::date AND $2::date GROUP BY date, status, ending`;

const specializationsSql = `
  SELECT specialization, sum(appointments)::integer AS appointments
    FROM (SELECT doctor_id, sum(appointments) AS appointments FROM read.day_figures
           WHERE date BETWEEN $1::date AND $2::date GROUP BY doctor_id) counted
    JOIN doctors USING (doctor_id) GROUP BY specialization ORDER BY 2 DESC, specialization`;

const revenueSql = `
  SELECT currency, sum(received)::text AS received, sum(refunded)::text AS refunded
    FROM read.day_revenue WHERE date BETWEEN $1::date AND $2::date GROUP BY currency ORDER BY currency`;

const hoursSql = `
  SELECT plan->'hours' AS hours, count(*)::integer AS doctors
    FROM read.doctor_search JOIN read.doctor_details USING (doctor_id) GROUP BY plan->'hours'`;
