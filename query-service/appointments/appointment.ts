import { cancellableBy, refundPercentOf } from '@careconnect/domain/day/cancellable.ts';
import type { AppointmentStatus, By } from '@careconnect/domain/day/events.ts';
import { type Action, possibleFor } from '@careconnect/domain/day/possible.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import type { Instant, Money } from '@careconnect/domain/event.ts';
import type { Rating } from '@careconnect/domain/feedback/events.ts';
import { shareOf } from '@careconnect/domain/money.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { type PaymentRow, paymentColumns, paymentOf } from '../payments/payment.ts';

export type AppointmentRow = {
  appointment_id: string;
  doctor_id: string;
  doctor_name: string;
  specialization: string;
  address: string;
  patient_id: string;
  patient_name: string;
  visit_type: VisitType | null;
  policy: BookingPolicy | null;
  date: string;
  time: string;
  zone: string;
  starts_at: Instant;
  ends_at: Instant;
  status: AppointmentStatus;
  notes: string | null;
  cancelled_by: By | null;
  cancelled_at: Instant | null;
  cancel_reason: string | null;
  refund_percent: number | null;
  expires_at: Instant | null;
  checked_in_at: Instant | null;
  rating: Rating | null;
  rating_comments: string | null;
  rated_at: Instant | null;
} & (PaymentRow | { payment_id: null });

/**
 * Among those of every day, or in the archive: an appointment stands in one of the two. Looked up one by one, for of a union
 * Postgres would believe that it yields far more rows than are wanted, and read all patients for them.
 */
const everywhere = ['appointments', 'archived_appointments']
  .map((table) => `SELECT * FROM ${table} WHERE appointment_id = more.appointment_id`)
  .join(' UNION ALL ');

/** What `appointmentOf` needs, of the appointments that a part `shown` of the query chose: whole rows of `read.appointment_details`. */
export const selectShown = `
  SELECT a.appointment_id, a.doctor_id, account.name AS doctor_name, d.specialization, d.address, a.patient_id,
         btrim(p.first_name || ' ' || p.last_name) AS patient_name, more.visit_type, more.policy, a.date, a.time, more.zone,
         read.iso(more.starts_at) AS starts_at, read.iso(more.ends_at) AS ends_at, a.status, a.notes,
         more.cancelled_by, read.iso(more.cancelled_at) AS cancelled_at, more.cancel_reason, more.refund_percent,
         read.iso(more.expires_at) AS expires_at, read.iso(more.checked_in_at) AS checked_in_at,
         rated.rating, said.comments AS rating_comments, read.iso(rated.given_at) AS rated_at,
         ${paymentColumns}
    FROM shown more
    CROSS JOIN LATERAL (${everywhere}) a
    JOIN patients p ON p.patient_id = a.patient_id
    JOIN doctors d ON d.doctor_id = a.doctor_id
    JOIN app_users account ON account.user_id = a.doctor_id
    LEFT JOIN read.feedback_details rated ON rated.appointment_id = a.appointment_id
    LEFT JOIN feedback said ON said.feedback_id = rated.feedback_id
    LEFT JOIN payments paid ON paid.payment_id = a.payment_id
    LEFT JOIN read.payment_details paying ON paying.payment_id = a.payment_id`;

/** An appointment as it is shown to somebody of this role: whether it can be cancelled depends on who looks, and when. */
export const appointmentOf = (role: Role, now: Instant) => (row: AppointmentRow) => ({
  appointmentId: row.appointment_id,
  doctorId: row.doctor_id,
  doctorName: row.doctor_name,
  specialization: row.specialization,
  address: row.address,
  patientId: row.patient_id,
  patientName: row.patient_name,
  visitType: row.visit_type,
  date: row.date,
  time: row.time,
  zone: row.zone,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  status: row.status,
  notes: row.notes,
  expiresAt: row.expires_at,
  checkedInAt: row.checked_in_at,
  possible: possible(role, row, now),
  cancellable: cancellable(role, row, now),
  ...(row.cancelled_by && {
    cancelled: {
      ...{ by: roleOf(row.cancelled_by), at: row.cancelled_at, reason: row.cancel_reason },
      refundPercent: row.refund_percent,
    },
  }),
  ...(row.payment_id && { payment: paymentOf(row, now), ...refundable(row, now) }),
  ...(row.rating && { rated: { rating: row.rating, comments: row.rating_comments, at: row.rated_at } }),
});

const possible = (role: Role, row: AppointmentRow, now: Instant): Action[] => {
  const { status, date, zone, starts_at: startsAt, checked_in_at: checkedInAt, policy } = row;
  return policy ? possibleFor(role, { status, date, zone, startsAt, checkedInAt, policy }, now) : [];
};

const cancellable = (role: Role, { status, starts_at, policy }: AppointmentRow, now: Instant) =>
  policy ? cancellableBy(role, { status, startsAt: starts_at, policy }, now) : { allowed: false, until: null };

/** Nothing is said where nothing was paid, or nothing can be cancelled. */
const refundable = (
  row: AppointmentRow & PaymentRow,
  now: Instant,
): { refundable?: { patient: Money; clinic: Money } } => {
  const { policy, starts_at: startsAt, status, payment_state, amount, currency } = row;
  if (payment_state !== 'COMPLETED' || !policy || !cancellableBy('ADMIN', { status, startsAt, policy }, now).allowed)
    return {};
  const clinic = { amount, currency };
  return { refundable: { patient: shareOf(clinic, refundPercentOf({ startsAt, policy }, now)), clinic } };
};

const roleOf = (by: By): Role | 'POLICY' => ('role' in by ? by.role : 'POLICY');
