import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { RefundReason } from '@careconnect/domain/payment/events.ts';

export const paymentStates = ['OPEN', 'FAILED', 'WITHDRAWN', 'COMPLETED', 'REFUND_DUE', 'REFUNDED'] as const;
type State = (typeof paymentStates)[number];

export type PaymentRow = {
  payment_id: string;
  paid_appointment_id: string;
  amount: string;
  currency: string;
  payment_state: State;
  transaction_id: string;
  due_at: Instant | null;
  payment_requested_at: Instant;
  completed_at: Instant | null;
  refund: string | null;
  refund_because: RefundReason | null;
  refund_requested_at: Instant | null;
  refunded_at: Instant | null;
  refund_came_back_at: Instant | null;
};

/** What `paymentOf` needs, of `paid` (payments) and `paying` (read.payment_details). */
export const paymentColumns = `
  paid.payment_id, paying.appointment_id AS paid_appointment_id, paid.amount, paying.currency, paying.state AS payment_state,
  paid.transaction_id, read.iso(paying.due_at) AS due_at, read.iso(paying.requested_at) AS payment_requested_at,
  read.iso(paying.completed_at) AS completed_at, paying.refund, paying.refund_because,
  read.iso(paying.refund_requested_at) AS refund_requested_at, read.iso(paying.refunded_at) AS refunded_at,
  read.iso(paying.refund_came_back_at) AS refund_came_back_at`;

export const paymentOf = (row: PaymentRow, now: Instant) => ({
  paymentId: row.payment_id,
  appointmentId: row.paid_appointment_id,
  amount: { amount: row.amount, currency: row.currency },
  state: row.payment_state,
  requestedAt: row.payment_requested_at,
  payable: { allowed: isPayable(row, now), until: row.due_at },
  ...(row.completed_at && { paid: { at: row.completed_at, transactionId: row.transaction_id } }),
  ...(row.refund && {
    refund: {
      amount: { amount: row.refund, currency: row.currency },
      because: row.refund_because,
      requestedAt: row.refund_requested_at,
      refundedAt: row.refunded_at,
      cameBackAt: row.refund_came_back_at,
    },
  }),
});

/** As the decision to open a page has it. */
const isPayable = ({ payment_state, due_at }: PaymentRow, now: Instant): boolean => {
  switch (payment_state) {
    case 'OPEN':
    case 'FAILED':
      return due_at !== null && Date.parse(now) < Date.parse(due_at);
    case 'WITHDRAWN':
    case 'COMPLETED':
    case 'REFUND_DUE':
    case 'REFUNDED':
      return false;
    default:
      return assertNever(payment_state);
  }
};
