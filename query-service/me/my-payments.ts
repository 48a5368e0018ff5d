import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { type PaymentRow, paymentColumns, paymentOf } from '../payments/payment.ts';
import { keysAfter, lastId, pageOf } from '../reading/page.ts';

export type MyPaymentsWanted = { userId: string; now: Instant; limit: number; after?: string };

type Row = PaymentRow & { doctor_name: string; patient_name: string; starts_at: Instant; zone: string };

/** What the account was asked to pay, the latest first, with the visit that it is for. */
export const myPayments = async (pool: Pool, { userId, now, limit, after }: MyPaymentsWanted) => {
  const [requestedAt, paymentId] = keysAfter(after, ['instant', 'id'], ['9999-12-31T23:59:59.999Z', lastId]);
  const values = [userId, requestedAt, paymentId, limit + 1];
  const { rows } = await pool.query<Row>({ name: 'my-payments', text, values });
  const keys = ({ payment_requested_at, payment_id }: PaymentRow) => [payment_requested_at, payment_id];
  return pageOf(rows, limit, keys, (row) => ({
    ...paymentOf(row, now),
    doctorName: row.doctor_name,
    patientName: row.patient_name,
    startsAt: row.starts_at,
    zone: row.zone,
  }));
};

const text = `
  WITH mine AS (
    SELECT * FROM read.payment_details
     WHERE user_id = $1 AND (requested_at, payment_id) < ($2::timestamptz, $3::uuid)
     ORDER BY requested_at DESC, payment_id DESC LIMIT $4
  )
  SELECT ${paymentColumns}, doctor.name AS doctor_name, btrim(p.first_name || ' ' || p.last_name) AS patient_name,
         read.iso(visit.starts_at) AS starts_at, visit.zone
    FROM mine paying
    JOIN payments paid USING (payment_id)
    JOIN read.appointment_details visit ON visit.appointment_id = paying.appointment_id
    JOIN app_users doctor ON doctor.user_id = visit.doctor_id
    JOIN patients p ON p.patient_id = visit.patient_id
   ORDER BY paying.requested_at DESC, paying.payment_id DESC`;
