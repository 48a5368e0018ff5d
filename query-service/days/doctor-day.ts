import { turnsOfVisit } from '@careconnect/domain/day/turns.ts';
import { zoneOn } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import { unchangedUntil } from '@careconnect/domain/time/turns.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { type AppointmentRow, appointmentOf, selectShown } from '../appointments/appointment.ts';
import { ownPlan } from '../doctors/own-plan.ts';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';

export type DayWanted = {
  doctorId: string;
  date: CalendarDate;
  userId: string;
  role: Role;
  now: Instant;
  limit: number;
  after?: string;
};

/**
 * One doctor's appointments of one date in the doctor's zone, by time, and until when it stays so by the clock; null when it is
 * no doctor. Whoever asks was seen to be that doctor, or an admin.
 */
export const doctorDay = async (pool: Pool, { doctorId, date, userId, role, now, limit, after }: DayWanted) => {
  // A day keeps the zone of what lies on it (docs/adr/0020).
  const zoneOfPlan = async () => {
    const plan = await ownPlan(pool, { doctorId, userId, role });
    return plan && zoneOn(plan, date);
  };
  const [startsAt, appointmentId] = keysAfter(after, ['instant', 'id'], ['0001-01-01T00:00:00.000Z', firstId]);
  const { rows } = await pool.query<AppointmentRow>({
    name: 'doctor-day',
    text: sql,
    values: [doctorId, date, startsAt, appointmentId, limit + 1],
  });
  const keys = ({ starts_at, appointment_id }: AppointmentRow) => [starts_at, appointment_id];
  const { items, next } = pageOf(rows, limit, keys, appointmentOf(role, now));
  const zone = items.find(({ status }) => status !== 'CANCELLED')?.zone ?? (await zoneOfPlan());
  if (!zone) return null;
  return { page: { date, zone, appointments: items, next }, until: unchangedUntil(now, rows.flatMap(turnsOf)) };
};

const turnsOf = (row: AppointmentRow) => [
  ...turnsOfVisit(row.starts_at, row.policy),
  ...(row.payment_id && row.due_at ? [millisecondsOf(row.due_at)] : []),
];

const sql = `
  WITH shown AS (
    SELECT * FROM read.appointment_details
     WHERE doctor_id = $1 AND date = $2::date AND (starts_at, appointment_id) > ($3::timestamptz, $4::uuid)
     ORDER BY starts_at, appointment_id LIMIT $5
  )
  ${selectShown} ORDER BY more.starts_at, a.appointment_id`;
