import { type AppointmentStatus, statuses } from '@careconnect/domain/day/events.ts';
import { todayOf } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { ownPlan } from '../doctors/own-plan.ts';

export type OverviewWanted = {
  doctorId: string;
  from: CalendarDate;
  days: number;
  userId: string;
  role: Role;
  now: Instant;
};

type Row = { date: CalendarDate; status: AppointmentStatus; appointments: number };

/** How many appointments there are on each day, by how they stand; null when it is no doctor, or not the one who asks. */
export const doctorOverview = async (pool: Pool, { doctorId, from, days, userId, role, now }: OverviewWanted) => {
  const plan = await ownPlan(pool, { doctorId, userId, role });
  if (!plan) return null;
  const { rows } = await pool.query<Row>({
    name: 'doctor-overview',
    text: `SELECT date, status, count(*)::integer AS appointments FROM read.appointment_details
            WHERE doctor_id = $1 AND date BETWEEN $2::date AND $3::date GROUP BY date, status`,
    values: [doctorId, from, addDays(from, days - 1)],
  });
  const counted = new Map(rows.map(({ date, status, appointments }) => [`${date} ${status}`, appointments]));
  return {
    today: todayOf(plan, now),
    days: Array.from({ length: days }, (_, k) => addDays(from, k)).map((date) => ({
      date,
      counts: statuses.map((status) => ({ status, appointments: counted.get(`${date} ${status}`) ?? 0 })),
    })),
  };
};
