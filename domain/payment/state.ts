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
      /** Refunds that came back to the provider: after one it is not asked any more. */
      cameBack: ReadonlySet<string>;
    }
  | { is: 'Refunded'; debt: Debt; transactionId: string; refund: Money; refundId: string };

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
      return { is: 'RefundDue', debt, transactionId, refund, ...unasked };
    }
    case 'PaymentRefundBegun': {
      const { attempt: attempts, begunAt: unansweredSince } = event.data;
      return payment.is === 'RefundDue' ? { ...payment, attempts, unansweredSince } : payment;
    }
    case 'PaymentRefundRefused':
      return payment.is === 'RefundDue' ? { ...payment, unansweredSince: null } : payment;
    case 'PaymentRefunded': {
      if (payment.is !== 'RefundDue') return payment;
      const { refund, refundId } = event.data;
      return { is: 'Refunded', debt, transactionId: payment.transactionId, refund, refundId };
    }
    case 'PaymentRefundFailed': {
      if (payment.is !== 'RefundDue' && payment.is !== 'Refunded') return payment;
      const { transactionId, refund } = payment;
      const before = payment.is === 'RefundDue' ? payment : unasked;
      const cameBack = new Set(before.cameBack).add(event.data.refundId);
      return { is: 'RefundDue', debt, transactionId, refund, ...before, unansweredSince: null, cameBack };
    }
    default:
      return assertNever(event);
  }
};

const unasked = { attempts: 0, unansweredSince: null, cameBack: new Set<string>() };

export const debtOf = ({ paymentId, appointmentId, doctorId, patientId, userId, date, amount }: Debt): Debt => ({
  paymentId,
  appointmentId,
  doctorId,
  patientId,
  userId,
  date,
  amount,
});
