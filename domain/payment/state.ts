import { assertNever } from '../assert-never.ts';
import type { Instant, Money } from '../event.ts';
import type { Debt, PaymentEvent } from './events.ts';

export type Payment =
  | { is: 'Unknown' }
  | {
      is: 'Open';
      debt: Debt;
      dueAt: Instant;
      /** The page that was opened last, and how many were. */
      reference: string | null;
      begun: number;
      /** Notices of failures that are known. */
      notices: ReadonlySet<string>;
    }
  | { is: 'Withdrawn'; debt: Debt; reference: string | null }
  | { is: 'Completed'; debt: Debt; transactionId: string }
  | {
      is: 'RefundDue';
      debt: Debt;
      transactionId: string;
      refund: Money;
      /** How often the provider was asked, and since when it has not answered. */
      attempts: number;
      unansweredSince: Instant | null;
    }
  | { is: 'Refunded'; debt: Debt; refund: Money; refundId: string };

export const evolvePayment = (payment: Payment, event: PaymentEvent): Payment => {
  const debt = debtOf(event.data);
  switch (event.type) {
    case 'PaymentRequested':
      return { is: 'Open', debt, dueAt: event.data.dueAt, reference: null, begun: 0, notices: new Set() };
    case 'PaymentBegun':
      return payment.is === 'Open'
        ? { ...payment, reference: event.data.reference, begun: payment.begun + 1 }
        : payment;
    case 'PaymentFailed':
      return payment.is === 'Open'
        ? { ...payment, notices: new Set(payment.notices).add(event.data.noticeId) }
        : payment;
    case 'PaymentCompleted':
      return { is: 'Completed', debt, transactionId: event.data.transactionId };
    case 'PaymentWithdrawn':
      return { is: 'Withdrawn', debt, reference: event.data.reference };
    case 'PaymentRefundRequested': {
      const { transactionId, refund } = event.data;
      return { is: 'RefundDue', debt, transactionId, refund, attempts: 0, unansweredSince: null };
    }
    case 'PaymentRefundBegun': {
      const { attempt: attempts, begunAt: unansweredSince } = event.data;
      return payment.is === 'RefundDue' ? { ...payment, attempts, unansweredSince } : payment;
    }
    case 'PaymentRefundRefused':
      return payment.is === 'RefundDue' ? { ...payment, unansweredSince: null } : payment;
    case 'PaymentRefunded':
      return { is: 'Refunded', debt, refund: event.data.refund, refundId: event.data.refundId };
    default:
      return assertNever(event);
  }
};

export const debtOf = ({ paymentId, appointmentId, doctorId, patientId, userId, date, amount }: Debt): Debt => ({
  paymentId,
  appointmentId,
  doctorId,
  patientId,
  userId,
  date,
  amount,
});
