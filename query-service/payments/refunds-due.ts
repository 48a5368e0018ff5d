import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';
import { keysAfter, pageOf } from '../reading/page.ts';
import { type PaymentRow, paymentColumns, paymentOf } from './payment.ts';

type Wanted = { now: Instant; limit: number; after?: string };
type Row = PaymentRow & {
  doctor_id: string;
  doctor_name: string;
  patient_name: string;
  refund_refusal: string | null;
};

/** What the provider has not given back yet, the longest due first. */
export const refundsDue = async (pool: Pool, { now, limit, after }: Wanted) => {
  const [dueSince, paymentId] = keysAfter(after, ['instant', 'id'], ['0001-01-01T00:00:00.000Z', firstId]);
  const { rows } = await pool.query<Row>({ name: 'refunds-due', text, values: [dueSince, paymentId, limit + 1] });
  const keys = ({ refund_requested_at, payment_id }: PaymentRow) => [String(refund_requested_at), payment_id];
  return pageOf(rows, limit, keys, (row) => ({
    ...paymentOf(row, now),
    doctorId: row.doctor_id,
    doctorName: row.doctor_name,
    patientName: row.patient_name,
    refusal: row.refund_refusal,
  }));
};

const firstId = '00000000-0000-0000-0000-000000000000';

const text = `
  WITH due AS (
    SELECT * FROM read.payment_details
     WHERE state = 'REFUND_DUE' AND (refund_requested_at, payment_id) > ($1::timestamptz, $2::uuid)
     ORDER BY refund_requested_at, payment_id LIMIT $3
  )
  SELECT ${paymentColumns}, paying.refund_refusal, paying.doctor_id, doctor.name AS doctor_name,
         btrim(p.first_name || ' ' || p.last_name) AS patient_name
    FROM due paying
    JOIN payments paid USING (payment_id)
    JOIN app_users doctor ON doctor.user_id = paying.doctor_id
    JOIN patients p ON p.patient_id = paying.patient_id
   ORDER BY paying.refund_requested_at, paying.payment_id`;
