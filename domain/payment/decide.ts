import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import { isSomething, shareOf } from '../money.ts';
import type { Debt, Failure, PaymentEvent, RefundReason } from './events.ts';
import { evolvePayment, type Payment } from './state.ts';

export type RequestPayment = Readonly<{ is: 'RequestPayment'; debt: Debt; dueAt: Instant; at: Instant }>;
/** What the provider tells; it may tell it late, twice and in any order. */
export type NoteCompletion = Readonly<{ is: 'NoteCompletion'; transactionId: string; at: Instant }>;
export type NoteFailure = Readonly<{ is: 'NoteFailure'; because: Failure; noticeId: string; at: Instant }>;
export type NoteRefund = Readonly<{ is: 'NoteRefund'; refundId: string; at: Instant }>;
/** It was paid at the clinic. */
export type WithdrawPayment = Readonly<{ is: 'WithdrawPayment'; at: Instant }>;
/** There is no visit to pay for: so much of what was paid goes back, and what was not paid is not asked for any more. */
export type SettlePayment = Readonly<{
  is: 'SettlePayment';
  refundPercent: number;
  because: RefundReason;
  at: Instant;
}>;

export type PaymentCommand =
  | RequestPayment
  | NoteCompletion
  | NoteFailure
  | NoteRefund
  | WithdrawPayment
  | SettlePayment;

export const decidePayment = (command: PaymentCommand, payment: Payment): PaymentEvent[] => {
  switch (command.is) {
    case 'RequestPayment':
      return request(command, payment);
    case 'NoteCompletion':
      return complete(command, payment);
    case 'NoteFailure':
      return fail(command, payment);
    case 'NoteRefund':
      return refunded(command, payment);
    case 'WithdrawPayment':
      return withdraw(payment, 'paid-otherwise', command.at);
    case 'SettlePayment':
      return settle(command, payment);
    default:
      return assertNever(command);
  }
};

/** Once for an appointment: what was asked first stands, wherever the visit moves. */
const request = ({ debt, dueAt, at }: RequestPayment, payment: Payment): PaymentEvent[] =>
  payment.is === 'Unknown' ? [{ type: 'PaymentRequested', data: { ...debt, dueAt, requestedAt: at } }] : [];

/** Money that arrives is a fact, even if nobody waits for it any more. */
const complete = ({ transactionId, at }: NoteCompletion, payment: Payment): PaymentEvent[] =>
  payment.is === 'Open' || payment.is === 'Withdrawn'
    ? [{ type: 'PaymentCompleted', data: { ...payment.debt, transactionId, completedAt: at } }]
    : [];

const fail = ({ because, noticeId, at }: NoteFailure, payment: Payment): PaymentEvent[] =>
  payment.is === 'Open' && !payment.notices.has(noticeId)
    ? [{ type: 'PaymentFailed', data: { ...payment.debt, because, noticeId, failedAt: at } }]
    : [];

const withdraw = (payment: Payment, because: 'cancelled' | 'paid-otherwise', at: Instant): PaymentEvent[] =>
  payment.is === 'Open'
    ? [{ type: 'PaymentWithdrawn', data: { ...payment.debt, because, reference: payment.reference, withdrawnAt: at } }]
    : [];

/** Once: a second reason gives nothing back a second time. */
const settle = ({ refundPercent, because, at }: SettlePayment, payment: Payment): PaymentEvent[] => {
  if (payment.is !== 'Completed') return withdraw(payment, 'cancelled', at);
  const { debt, transactionId } = payment;
  const refund = shareOf(debt.amount, refundPercent);
  if (!isSomething(refund)) return [];
  return [{ type: 'PaymentRefundRequested', data: { ...debt, transactionId, refund, because, requestedAt: at } }];
};

const refunded = ({ refundId, at }: NoteRefund, payment: Payment): PaymentEvent[] =>
  payment.is === 'RefundDue'
    ? [{ type: 'PaymentRefunded', data: { ...payment.debt, refund: payment.refund, refundId, refundedAt: at } }]
    : [];

export const paymentDecider = {
  initial: { is: 'Unknown' } as Payment,
  evolve: evolvePayment,
  decide: decidePayment,
};
