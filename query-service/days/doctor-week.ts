import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import { todayOf, zoneOn } from '@careconnect/domain/doctor/plan.ts';
import type { CalendarDate, Instant, Zone } from '@careconnect/domain/event.ts';
import { addDays, millisecondsOf, timeIn } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { ownPlan } from '../doctors/own-plan.ts';

export type WeekWanted = { doctorId: string; date: CalendarDate; userId: string; role: Role; now: Instant };

type Row = {
  appointment_id: string;
  date: CalendarDate;
  zone: Zone;
  starts_at: Instant;
  ends_at: Instant;
  status: AppointmentStatus;
  patient_name: string;
  visit_type: string | null;
};

/**
 * Seven days from this date on, in the doctor's zone, with all visits that were not cancelled: of those no two are at a time, so
 * there are never too many. Null when it is no doctor, or not the one who asks.
 */
export const doctorWeek = async (pool: Pool, { doctorId, date: from, userId, role, now }: WeekWanted) => {
  const plan = await ownPlan(pool, { doctorId, userId, role });
  if (!plan) return null;
  const { rows } = await pool.query<Row>({
    name: 'doctor-week',
    text: sql,
    values: [doctorId, from, addDays(from, 6)],
  });
  return {
    today: todayOf(plan, now),
    days: Array.from({ length: 7 }, (_, k) => addDays(from, k)).map((date) => {
      const its = rows.filter((row) => row.date === date);
      // A day keeps the zone of what lies on it (docs/adr/0020).
      return { date, zone: its[0]?.zone ?? zoneOn(plan, date), visits: its.map(visitOf) };
    }),
  };
};

const visitOf = ({ zone, starts_at, ends_at, ...row }: Row) => ({
  appointmentId: row.appointment_id,
  from: timeIn(zone, millisecondsOf(starts_at)),
  to: timeIn(zone, millisecondsOf(ends_at)),
  status: row.status,
  patientName: row.patient_name,
  visitType: row.visit_type,
});

const sql = `
  SELECT appointment_id, date, zone, read.iso(starts_at) AS starts_at, read.iso(ends_at) AS ends_at, status,
         btrim(first_name || ' ' || last_name) AS patient_name, visit_type->>'name' AS visit_type
    FROM read.appointment_details JOIN patients USING (patient_id)
   WHERE doctor_id = $1 AND date BETWEEN $2::date AND $3::date AND status <> 'CANCELLED'
   ORDER BY starts_at, appointment_id`;
