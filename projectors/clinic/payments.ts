import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { AppointmentEvent } from '@careconnect/domain/day/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { PoolClient } from 'pg';
import { placeOf, type Recorded } from '../recorded.ts';
import { lastOfEach, records } from '../records.ts';

/** Payments: `payments`, and beside it their currency, for what they are, and what goes back. */
export const projectPayments = async (client: PoolClient, events: Recorded<PaymentEvent>[]): Promise<void> => {
  if (events.length === 0) return;
  const rows = lastOfEach('payment_id', events.map(rowOf));
  await client.query({ name: 'payments', text: upsert, values: [records(rows)] });
};

/** Which appointment is paid by which payment, once both are there. */
export const projectPaying = async (
  client: PoolClient,
  payments: Recorded<PaymentEvent>[],
  appointments: Recorded<AppointmentEvent>[],
): Promise<void> => {
  const asked = payments.flatMap(({ type, data }) => (type === 'PaymentRequested' ? [payingRow(data)] : []));
  const paid = appointments.flatMap(({ type, data }) =>
    type === 'AppointmentConfirmed' && data.paymentId ? [payingRow({ ...data, paymentId: data.paymentId })] : [],
  );
  const rows = lastOfEach('appointment_id', [...asked, ...paid]);
  if (rows.length === 0) return;
  for (const [name, text] of Object.entries(link)) await client.query({ name, text, values: [records(rows)] });
};

const payingRow = ({ appointmentId, paymentId }: { appointmentId: string; paymentId: string }) => ({
  appointment_id: appointmentId,
  payment_id: paymentId,
});

type State = 'OPEN' | 'FAILED' | 'WITHDRAWN' | 'COMPLETED' | 'REFUND_DUE' | 'REFUNDED';

/** The documented statuses know of no refund: what was paid stays so. */
const documented: Record<State, 'PENDING' | 'COMPLETED' | 'FAILED'> = {
  OPEN: 'PENDING',
  FAILED: 'FAILED',
  WITHDRAWN: 'FAILED',
  COMPLETED: 'COMPLETED',
  REFUND_DUE: 'COMPLETED',
  REFUNDED: 'COMPLETED',
};

const standing = (state: State, at: string) => ({ state, payment_status: documented[state], updated_at: at });

type Row = ReturnType<typeof standing> & {
  payment_id: string;
  appointment_id: string;
  doctor_id: string;
  patient_id: string;
  user_id: string;
  amount: string;
  currency: string;
  position: string;
  due_at?: string;
  requested_at?: string;
  transaction_id?: string;
  completed_at?: string;
  refund?: string;
  refund_because?: string;
  refund_requested_at?: string;
  refunded_at?: string;
  refund_refusal?: string;
  refund_came_back_at?: string;
};

const rowOf = (event: Recorded<PaymentEvent>): Row => {
  const { type, data } = event;
  const row = {
    ...{ payment_id: data.paymentId, appointment_id: data.appointmentId, doctor_id: data.doctorId },
    ...{ patient_id: data.patientId, user_id: data.userId, position: placeOf(event) },
    ...{ amount: data.amount.amount, currency: data.amount.currency },
  };
  switch (type) {
    case 'PaymentRequested': {
      const { dueAt: due_at, requestedAt: requested_at } = data;
      return { ...row, ...standing('OPEN', requested_at), due_at, requested_at };
    }
    case 'PaymentBegun':
      return { ...row, ...standing('OPEN', data.begunAt) };
    case 'PaymentFailed':
      return { ...row, ...standing('FAILED', data.failedAt) };
    case 'PaymentWithdrawn':
      return { ...row, ...standing('WITHDRAWN', data.withdrawnAt) };
    case 'PaymentCompleted': {
      const { transactionId: transaction_id, completedAt: completed_at } = data;
      return { ...row, ...standing('COMPLETED', completed_at), transaction_id, completed_at };
    }
    case 'PaymentRefundRequested': {
      const { refund, because: refund_because, requestedAt: refund_requested_at } = data;
      const owed = { refund: refund.amount, refund_because, refund_requested_at };
      return { ...row, ...standing('REFUND_DUE', refund_requested_at), ...owed };
    }
    case 'PaymentRefundBegun':
      return { ...row, ...standing('REFUND_DUE', data.begunAt) };
    case 'PaymentRefundRefused':
      return { ...row, ...standing('REFUND_DUE', data.refusedAt), refund_refusal: data.because };
    case 'PaymentRefunded':
      return { ...row, ...standing('REFUNDED', data.refundedAt), refunded_at: data.refundedAt };
    case 'PaymentRefundFailed': {
      const { because: refund_refusal, failedAt: refund_came_back_at } = data;
      return { ...row, ...standing('REFUND_DUE', refund_came_back_at), refund_refusal, refund_came_back_at };
    }
    default:
      return assertNever(event);
  }
};

/** What is known of a payment in this state alone. */
const onlyWhile = (state: State, column: string) => ({
  told: `CASE state WHEN '${state}' THEN ${column} END`,
  kept: `${column} = CASE excluded.state WHEN '${state}' THEN coalesce(excluded.${column}, known.${column}) END`,
});
const refundedAt = onlyWhile('REFUNDED', 'refunded_at');
const refusal = onlyWhile('REFUND_DUE', 'refund_refusal');
const cameBackAt = onlyWhile('REFUND_DUE', 'refund_came_back_at');

// What an event does not tell is NULL here, and keeps what was known. For which appointment it is, a payment tells once.
const upsert = `
  WITH told AS (
    SELECT * FROM json_to_recordset($1) AS told (payment_id uuid, appointment_id uuid, doctor_id uuid, patient_id uuid,
           user_id uuid, amount numeric, currency text, state text, payment_status payment_status, due_at timestamptz,
           requested_at timestamptz, transaction_id text, completed_at timestamptz, refund numeric, refund_because text,
           refund_requested_at timestamptz, refunded_at timestamptz, refund_refusal text, refund_came_back_at timestamptz,
           updated_at timestamptz, position bigint)
  ), fresh AS (
    INSERT INTO payment_details AS known (payment_id, appointment_id, doctor_id, patient_id, user_id, currency, state, due_at,
           requested_at, completed_at, refund, refund_because, refund_requested_at, refunded_at, refund_refusal,
           refund_came_back_at, position)
    SELECT payment_id, appointment_id, doctor_id, patient_id, user_id, currency, state, due_at,
           coalesce(requested_at, updated_at), completed_at, refund, refund_because, refund_requested_at,
           ${refundedAt.told}, ${refusal.told}, ${cameBackAt.told}, position FROM told
    ON CONFLICT (payment_id) DO UPDATE SET state = excluded.state,
           completed_at = coalesce(excluded.completed_at, known.completed_at),
           refund = coalesce(excluded.refund, known.refund),
           refund_because = coalesce(excluded.refund_because, known.refund_because),
           refund_requested_at = coalesce(excluded.refund_requested_at, known.refund_requested_at),
           ${refundedAt.kept}, ${refusal.kept}, ${cameBackAt.kept}, position = excluded.position
     WHERE known.position < excluded.position
    RETURNING payment_id
  )
  INSERT INTO payments AS known (payment_id, amount, payment_status, transaction_id, created_at, updated_at)
  SELECT payment_id, amount, payment_status, coalesce(transaction_id, '')::varchar(100),
         coalesce(requested_at, updated_at) AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC'
    FROM told JOIN fresh USING (payment_id)
  ON CONFLICT (payment_id) DO UPDATE SET payment_status = excluded.payment_status,
         transaction_id = CASE excluded.transaction_id WHEN '' THEN known.transaction_id ELSE excluded.transaction_id END,
         updated_at = excluded.updated_at`;

const linking = (table: string) => `
  UPDATE ${table} AS known SET payment_id = told.payment_id
    FROM json_to_recordset($1) AS told (appointment_id uuid, payment_id uuid)
   WHERE known.appointment_id = told.appointment_id AND known.payment_id IS DISTINCT FROM told.payment_id
     AND EXISTS (SELECT FROM payments WHERE payments.payment_id = told.payment_id)`;

const link = {
  'paying-appointments': linking('appointments'),
  'paying-archived-appointments': linking('archived_appointments'),
  // The newest of them is the one that is paid: booked anew, once the first had expired.
  'paid-appointments': `
    UPDATE payment_details AS known SET appointment_id = told.appointment_id
      FROM json_to_recordset($1) AS told (appointment_id uuid, payment_id uuid)
     WHERE known.payment_id = told.payment_id AND told.appointment_id <> told.payment_id`,
};
