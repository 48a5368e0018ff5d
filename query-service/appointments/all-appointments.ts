import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { firstId, keysAfter, pageOf } from '../reading/page.ts';
import { type AppointmentRow, appointmentOf, selectShown } from './appointment.ts';

export type AppointmentsWanted = {
  from?: CalendarDate;
  to?: CalendarDate;
  status?: AppointmentStatus;
  doctorId?: string;
  patientId?: string;
  userId?: string;
  limit: number;
  after?: string;
};

/** Everybody's appointments, in order of time; `from` and `to` are dates of the doctors, both inclusive. */
export const allAppointments = async (pool: Pool, wanted: AppointmentsWanted, role: Role, now: Instant) => {
  const { limit, after, status, from, to, doctorId, patientId, userId } = wanted;
  const [startsAt, appointmentId] = keysAfter(after, ['instant', 'id'], ['0001-01-01T00:00:00.000Z', firstId]);
  const values: unknown[] = [limit + 1, startsAt, appointmentId];
  const also = (condition: (parameter: string) => string, value: string | undefined): string =>
    value === undefined ? '' : `AND ${condition(`$${values.push(value)}`)}`;
  const conditions = [
    // Somewhere on earth a date begins 14 hours before it does in UTC, and ends 12 hours after: there the index is entered.
    also(
      (date) => `date >= ${date}::date AND starts_at >= ${date}::date::timestamp AT TIME ZONE 'UTC' - interval '14 h'`,
      from,
    ),
    also(
      (date) => `date <= ${date}::date AND starts_at < ${date}::date::timestamp AT TIME ZONE 'UTC' + interval '36 h'`,
      to,
    ),
    also((id) => `doctor_id = ${id}::uuid`, doctorId),
    // By the account that looks after the patient, too: it has an index.
    also(
      (id) => `patient_id = ${id}::uuid AND user_id = (SELECT user_id FROM patients WHERE patient_id = ${id}::uuid)`,
      patientId,
    ),
    also((id) => `user_id = ${id}::uuid`, userId),
    // Spelled out, for few wait or lie ahead, and they have indexes of their own.
    status === undefined ? '' : `AND status = '${status}'`,
  ];
  const { rows } = await pool.query<AppointmentRow>(sql(conditions.join(' ')), values);
  const keys = ({ starts_at, appointment_id }: AppointmentRow) => [starts_at, appointment_id];
  return pageOf(rows, limit, keys, appointmentOf(role, now));
};

const sql = (conditions: string) => `
  WITH shown AS (
    SELECT * FROM read.appointment_details
     WHERE (starts_at, appointment_id) > ($2::timestamptz, $3::uuid) ${conditions}
     ORDER BY starts_at, appointment_id LIMIT $1
  )
  ${selectShown} ORDER BY more.starts_at, a.appointment_id`;
