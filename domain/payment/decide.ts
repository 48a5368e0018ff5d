import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { isSomething, shareOf } from '../money.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import type { Debt, Failure, PaymentEvent, RefundReason } from './events.ts';
import { evolvePayment, type Payment } from './state.ts';

export type RequestPayment = Readonly<{ is: 'RequestPayment'; debt: Debt; dueAt: Instant; at: Instant }>;
/** `reference` is the page that the provider opened for it. */
export type BeginPayment = Readonly<{ is: 'BeginPayment'; by: UserId; reference: string; at: Instant }>;
/** What the provider tells; it may tell it late, twice and in any order. */
export type NoteCompletion = Readonly<{ is: 'NoteCompletion'; transactionId: string; at: Instant }>;
export type NoteFailure = Readonly<{ is: 'NoteFailure'; because: Failure; noticeId: string; at: Instant }>;
/** Before the provider is asked to give it back. */
export type BeginRefund = Readonly<{ is: 'BeginRefund'; at: Instant }>;
export type NoteRefundRefusal = Readonly<{ is: 'NoteRefundRefusal'; attempt: number; because: string; at: Instant }>;
export type NoteRefund = Readonly<{ is: 'NoteRefund'; refundId: string; at: Instant }>;
/** The provider had made it, or was about to, and it came back; told late, twice, or before that it was made. */
export type NoteRefundFailure = Readonly<{
  is: 'NoteRefundFailure';
  refundId: string;
  /** Which made it, where that is known. */
  attempt: number | null;
  because: string;
  at: Instant;
}>;
/** Somebody of the clinic gave it back by a way of their own, for the provider cannot. */
export type NoteRefundByHand = Readonly<{ is: 'NoteRefundByHand'; reference: string; at: Instant }>;
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
  | BeginPayment
  | NoteCompletion
  | NoteFailure
  | BeginRefund
  | NoteRefundRefusal
  | NoteRefund
  | NoteRefundFailure
  | NoteRefundByHand
  | WithdrawPayment
  | SettlePayment;

export const decidePayment = (command: PaymentCommand, payment: Payment): PaymentEvent[] => {
  switch (command.is) {
    case 'RequestPayment':
      return request(command, payment);
    case 'BeginPayment':
      return begin(command, payment);
    case 'NoteCompletion':
      return complete(command, payment);
    case 'NoteFailure':
      return fail(command, payment);
    case 'BeginRefund':
      return beginRefund(command, payment);
    case 'NoteRefundRefusal':
      return refundRefused(command, payment);
    case 'NoteRefund':
      return refunded(command, payment);
    case 'NoteRefundFailure':
      return refundFailed(command, payment);
    case 'NoteRefundByHand':
      return refundedByHand(command, payment);
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

const begin = ({ by, reference, at }: BeginPayment, payment: Payment): PaymentEvent[] => {
  const open = payable(payment, by, at);
  if (open.reference === reference) return [];
  return [{ type: 'PaymentBegun', data: { ...open.debt, reference, begunAt: at } }];
};

/** The payment, if this account may pay it now. Somebody else's answers exactly like a missing one. */
export const payable = (payment: Payment, by: UserId, at: Instant): Payment & { is: 'Open' } => {
  if (payment.is === 'Unknown' || payment.debt.userId !== by)
    throw new Refusal('payment-not-found', 'There is no such payment.', {});
  switch (payment.is) {
    case 'Open':
      if (millisecondsOf(at) < millisecondsOf(payment.dueAt)) return payment;
      throw new Refusal('payment-overdue', 'The time to pay is over.', { until: payment.dueAt });
    case 'Withdrawn':
      throw new Refusal('payment-withdrawn', 'Nothing has to be paid any more.', {});
    case 'Completed':
    case 'RefundDue':
    case 'Refunded':
      throw new Refusal('already-paid', 'This has been paid.', {});
    default:
      return assertNever(payment);
  }
};

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

/** Whether the provider is, or may be, asked to give it back. */
export const isForProvider = (payment: Payment): payment is Payment & { is: 'RefundDue' } =>
  payment.is === 'RefundDue' && payment.cameBack.size === 0;

/** One attempt at a time: the next one when the provider has said no. */
const beginRefund = ({ at }: BeginRefund, payment: Payment): PaymentEvent[] =>
  isForProvider(payment) && payment.unansweredSince === null
    ? [{ type: 'PaymentRefundBegun', data: { ...payment.debt, attempt: payment.attempts + 1, begunAt: at } }]
    : [];

const refundRefused = ({ attempt, because, at }: NoteRefundRefusal, payment: Payment): PaymentEvent[] =>
  payment.is === 'RefundDue' && payment.unansweredSince !== null && payment.attempts === attempt
    ? [{ type: 'PaymentRefundRefused', data: { ...payment.debt, attempt, because, refusedAt: at } }]
    : [];

const refunded = ({ refundId, at }: NoteRefund, payment: Payment): PaymentEvent[] =>
  payment.is === 'RefundDue' && !payment.cameBack.has(refundId)
    ? [{ type: 'PaymentRefunded', data: { ...payment.debt, refund: payment.refund, refundId, refundedAt: at } }]
    : [];

/** Of the refund that was made; or of the one that is under way, when this is heard before the answer. */
const refundFailed = ({ refundId, attempt, because, at }: NoteRefundFailure, payment: Payment): PaymentEvent[] =>
  (payment.is === 'Refunded' && payment.refundId === refundId) ||
  (isForProvider(payment) && payment.unansweredSince !== null && payment.attempts === attempt)
    ? [{ type: 'PaymentRefundFailed', data: { ...payment.debt, refundId, because, failedAt: at } }]
    : [];

const refundedByHand = ({ reference, at }: NoteRefundByHand, payment: Payment): PaymentEvent[] => {
  switch (payment.is) {
    case 'RefundDue':
      if (payment.cameBack.has(reference))
        throw new Refusal('refund-came-back', 'This refund came back: name the one that is made in its place.', {
          reference,
        });
      if (payment.unansweredSince === null) return refunded({ is: 'NoteRefund', refundId: reference, at }, payment);
      throw new Refusal('refund-under-way', 'The payment provider is giving it back, or has not said whether it did.', {
        since: payment.unansweredSince,
      });
    case 'Refunded':
      if (payment.refundId === reference) return [];
      throw new Refusal('already-refunded', 'It has been given back before.', { reference: payment.refundId });
    case 'Unknown':
      throw new Refusal('payment-not-found', 'There is no such payment.', {});
    case 'Open':
    case 'Withdrawn':
    case 'Completed':
      throw new Refusal('no-refund-due', 'Nothing of this payment has to go back.', {});
    default:
      return assertNever(payment);
  }
};

export const paymentDecider = {
  initial: { is: 'Unknown' } as Payment,
  evolve: evolvePayment,
  decide: decidePayment,
};
