import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { Ending } from '@careconnect/domain/day/state.ts';
import { type Hours, hoursOn, type Plan } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, WallTime } from '@careconnect/domain/event.ts';
import { addDays, weekdayOf } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

export type StatisticsWanted = { from: CalendarDate; days: number };

/** What the clinic did on so many days, by the dates of its doctors; and who there is now. */
export const statistics = async (pool: Pool, { from, days }: StatisticsWanted) => {
  const to = addDays(from, days - 1);
  const dates = Array.from({ length: days }, (_, k) => addDays(from, k));
  const [people, counted, specializations, money, hours] = await Promise.all([
    pool.query<People>({ name: 'statistics-people', text: peopleSql }),
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
  const workingMinutes = dates.reduce((total, date) => total + minutesOn(hours.rows, date), 0);
  return {
    from,
    to,
    users: people.rows,
    appointments: all,
    byStatus: statusesIn(counted.rows).map((status) => ({ status, appointments: sum((row) => row.status === status) })),
    byDay: dates.map((date) => ({
      date,
      appointments: sum((row) => row.date === date),
      cancelled: sum((row) => row.date === date && row.status === 'CANCELLED' && !isNoShow(row)),
      noShows: sum((row) => row.date === date && isNoShow(row)),
    })),
    bySpecialization: specializations.rows,
    cancelledPercent: percent(cancelled, all),
    noShowPercent: percent(noShows, all),
    utilisationPercent: percent(bookedMinutes, workingMinutes),
    revenue: money.rows,
  };
};

type People = { role: Role; users: number };
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

const statusesIn = (rows: readonly Counted[]): AppointmentStatus[] =>
  [...new Set(rows.map(({ status }) => status))].sort();

/** With one decimal; null when there is nothing to be a part of. */
const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000) / 10;

/** As their weeks say: holidays and absences are not taken off. */
const minutesOn = (rows: readonly Working[], date: CalendarDate): number => {
  const weekday = weekdayOf(date);
  return rows.reduce((total, { hours, doctors }) => {
    const windows = hoursOn({ hours } as Plan, date).filter((window) => window.weekday === weekday);
    return total + doctors * windows.reduce((open, { from, to }) => open + minutesAt(to) - minutesAt(from), 0);
  }, 0);
};

const minutesAt = (time: WallTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const peopleSql = `
  SELECT role, count(*)::integer AS users FROM read.account_details WHERE role IS NOT NULL GROUP BY role ORDER BY role`;

// Somewhere on earth a date begins 14 hours before it does in UTC, and ends 12 hours after: there the index is entered.
const within = `date BETWEEN $1::date AND $2::date
     AND starts_at >= $1::date::timestamp AT TIME ZONE 'UTC' - interval '14 h'
     AND starts_at < $2::date::timestamp AT TIME ZONE 'UTC' + interval '36 h'`;

const appointmentsSql = `
  SELECT date, status, ending, count(*)::integer AS appointments,
         coalesce(sum(extract(epoch FROM ends_at - starts_at) / 60) FILTER (WHERE holds_slot), 0)::integer AS held_minutes
    FROM read.appointment_details WHERE status IS NOT NULL AND ${within} GROUP BY date, status, ending`;

const specializationsSql = `
  SELECT specialization, sum(appointments)::integer AS appointments
    FROM (SELECT doctor_id, count(*) AS appointments FROM read.appointment_details WHERE ${within} GROUP BY doctor_id) counted
    JOIN doctors USING (doctor_id) GROUP BY specialization ORDER BY 2 DESC, specialization`;

// By the date of the visit that it is for.
const revenueSql = `
  SELECT currency, sum(amount)::text AS received,
         coalesce(sum(refund) FILTER (WHERE refunded_at IS NOT NULL), 0)::text AS refunded
    FROM read.payment_details JOIN payments USING (payment_id) JOIN read.appointment_details USING (appointment_id)
   WHERE completed_at IS NOT NULL AND ${within} GROUP BY currency ORDER BY currency`;

const hoursSql = `
  SELECT plan->'hours' AS hours, count(*)::integer AS doctors
    FROM read.doctor_search JOIN read.doctor_details USING (doctor_id) GROUP BY plan->'hours'`;
