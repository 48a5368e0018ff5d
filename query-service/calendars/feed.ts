import { createHash } from 'node:crypto';
import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { digestOf } from '@careconnect/platform/auth/secrets.ts';
import { type CalendarVisit, calendarFile } from '@careconnect/schema/calendar.ts';
import type { Pool } from 'pg';

export type FeedWanted = { secret: string; site: string; now: Instant };

/** What a calendar is sent, and the tag by which it is known before it is written. */
export type Feed = { etag: string; file: () => string };

type Row = {
  appointment_id: string;
  changed_at: Instant;
  starts_at: Instant;
  ends_at: Instant;
  zone: string;
  status: AppointmentStatus;
  doctor_name: string;
  specialization: string;
  address: string;
  visit_type: string | null;
};

/**
 * The visits that the account of this secret looks after, or that this doctor has: those to come, and the last weeks. No
 * patient is named (docs/adr/0026). Null for a secret that is none, or none any more.
 */
export const calendarFeed = async (pool: Pool, { secret, site, now }: FeedWanted): Promise<Feed | null> => {
  const { rows: accounts } = await pool.query<{ user_id: string; role: Role }>({
    name: 'calendar-feed',
    text: `SELECT user_id, role FROM read.calendar_feeds JOIN read.account_details account USING (user_id)
            WHERE digest = $1 AND account.active IS NOT FALSE`,
    values: [digestOf(secret)],
  });
  const [account] = accounts;
  if (!account) return null;
  const whose = account.role === 'DOCTOR' ? 'doctor' : 'account';
  const { rows } = await pool.query<Row>({
    name: `calendar-visits-of-${whose}`,
    text: visitsOf(whose),
    values: [account.user_id, now],
  });
  const visits = rows.map(visitFor(account.role, site));
  return {
    etag: `"${createHash('sha256').update(JSON.stringify(visits)).digest('base64url').slice(0, 22)}"`,
    file: () => calendarFile('CareConnect', visits),
  };
};

const visitFor =
  (role: Role, site: string) =>
  (row: Row): CalendarVisit => {
    const visit = row.visit_type ?? 'Visit';
    return {
      appointmentId: row.appointment_id,
      changedAt: row.changed_at,
      ...{ startsAt: row.starts_at, endsAt: row.ends_at, zone: row.zone, status: statusOf[row.status] },
      ...(role === 'DOCTOR'
        ? { title: visit, text: '' }
        : { title: `${row.doctor_name}, ${row.specialization}`, text: visit }),
      place: row.address,
      url: new URL(`/appointments/${row.appointment_id}`, site).href,
    };
  };

const statusOf = {
  REQUESTED: 'TENTATIVE',
  PENDING: 'TENTATIVE',
  CONFIRMED: 'CONFIRMED',
  COMPLETED: 'CONFIRMED',
  CANCELLED: 'CANCELLED',
} as const satisfies Record<AppointmentStatus, CalendarVisit['status']>;

const whoseVisits = {
  account: 'user_id = $1',
  // By its date, too: there the index is entered. No zone is further from UTC than a day.
  doctor: `doctor_id = $1 AND date >= ($2::timestamptz AT TIME ZONE 'UTC')::date - 31`,
};

/** What was cancelled is told for a month, so that it leaves the calendars that had it. */
const visitsOf = (whose: keyof typeof whoseVisits) => {
  const some = (when: string, order: string) => `
    (SELECT * FROM read.appointment_details
      WHERE ${whoseVisits[whose]} AND ${when} AND (cancelled_at IS NULL OR cancelled_at > $2::timestamptz - interval '30 days')
      ORDER BY ${order} LIMIT 1000)`;
  return `
  WITH chosen AS (
    ${some('starts_at > $2::timestamptz', 'starts_at, appointment_id')}
    UNION ALL
    ${some(`starts_at BETWEEN $2::timestamptz - interval '30 days' AND $2::timestamptz`, 'starts_at DESC, appointment_id')}
  )
  SELECT appointment_id, zone, a.status, account.name AS doctor_name, specialization, address,
         visit_type->>'name' AS visit_type, read.iso(chosen.starts_at) AS starts_at, read.iso(chosen.ends_at) AS ends_at,
         read.iso(a.updated_at AT TIME ZONE 'UTC') AS changed_at
    FROM chosen
    CROSS JOIN LATERAL (
      SELECT status, updated_at FROM appointments WHERE appointment_id = chosen.appointment_id
      UNION ALL
      SELECT status, updated_at FROM archived_appointments WHERE appointment_id = chosen.appointment_id) a
    JOIN doctors ON doctors.doctor_id = chosen.doctor_id
    JOIN app_users account ON account.user_id = chosen.doctor_id
   ORDER BY chosen.starts_at, appointment_id`;
};
