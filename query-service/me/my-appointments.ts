import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';
import { type AppointmentRow, appointmentOf, selectShown } from '../appointments/appointment.ts';
import { firstId, keysAfter, lastId, pageOf } from '../reading/page.ts';

export type MyAppointmentsWanted = {
  userId: string;
  role: Role;
  when: 'upcoming' | 'past';
  now: Instant;
  limit: number;
  after?: string;
};

/** Of all patients an account looks after, cancelled ones included: those not over yet, next first, or the past, latest first. */
export const myAppointments = async (pool: Pool, { userId, role, when, now, limit, after }: MyAppointmentsWanted) => {
  const { text, beginning } = sides[when];
  const [startsAt, appointmentId] = keysAfter(after, ['instant', 'id'], beginning(now));
  const values = [userId, now, startsAt, appointmentId, limit + 1];
  const { rows } = await pool.query<AppointmentRow>({ name: `my-${when}-appointments`, text, values });
  const keys = ({ starts_at, appointment_id }: AppointmentRow) => [starts_at, appointment_id];
  return pageOf(rows, limit, keys, appointmentOf(role, now));
};

const page = (over: string, beyond: '<' | '>', order: 'ASC' | 'DESC') => `
  WITH shown AS (
    SELECT * FROM read.appointment_details
     WHERE user_id = $1 AND ${over} AND (starts_at, appointment_id) ${beyond} ($3::timestamptz, $4::uuid)
     ORDER BY starts_at ${order}, appointment_id ${order} LIMIT $5
  )
  ${selectShown} ORDER BY more.starts_at ${order}, a.appointment_id ${order}`;

const day = 24 * 60 * 60_000;

// No visit is longer than a day, so what is not over yet began within the last one: there the index is entered.
const sides = {
  upcoming: {
    text: page('ends_at > $2::timestamptz', '>', 'ASC'),
    beginning: (now: Instant): [string, string] => [new Date(Date.parse(now) - day).toISOString(), firstId],
  },
  past: {
    text: page('ends_at <= $2::timestamptz', '<', 'DESC'),
    beginning: (now: Instant): [string, string] => [now, lastId],
  },
};
