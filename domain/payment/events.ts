import type { CalendarDate, Event, Instant, Money } from '../event.ts';
import type { AppointmentId, DoctorId, PatientId, PaymentId, UserId } from '../ids.ts';

/** For what, and by whom: in every event of a payment, so that no reader has to look it up. */
export type Debt = Readonly<{
  paymentId: PaymentId;
  appointmentId: AppointmentId;
  doctorId: DoctorId;
  patientId: PatientId;
  /** The account that looks after the patient, and pays. */
  userId: UserId;
  /** The doctor's day on which the appointment was when it was asked for. */
  date: CalendarDate;
  amount: Money;
}>;

export type PaymentRequested = Event<
  'PaymentRequested',
  Debt & { /** Until when one may begin to pay. */ dueAt: Instant; requestedAt: Instant }
>;
/** A page to pay on was opened; `reference` is what the payment provider calls it. */
export type PaymentBegun = Event<'PaymentBegun', Debt & { reference: string; begunAt: Instant }>;
/** This try came to nothing; there may be another one. */
export type PaymentFailed = Event<
  'PaymentFailed',
  Debt & {
    because: Failure /** What the provider calls the notice that told it. */;
    noticeId: string;
    failedAt: Instant;
  }
>;
/** The money is there, be it late. */
export type PaymentCompleted = Event<
  'PaymentCompleted',
  Debt & { /** What the provider calls it. */ transactionId: string; completedAt: Instant }
>;
/** Nobody has to pay any more. */
export type PaymentWithdrawn = Event<
  'PaymentWithdrawn',
  Debt & {
    because: Withdrawal /** The page to be closed, if one was opened. */;
    reference: string | null;
    withdrawnAt: Instant;
  }
>;
/** It is owed. */
export type PaymentRefundRequested = Event<
  'PaymentRefundRequested',
  Debt & { transactionId: string; refund: Money; because: RefundReason; requestedAt: Instant }
>;
/** The provider is about to be asked to give it back. Until it answers, nobody else does. */
export type PaymentRefundBegun = Event<
  'PaymentRefundBegun',
  Debt & { /** Counted from one. */ attempt: number; begunAt: Instant }
>;
/** This attempt came to nothing, for sure; there may be another one, or somebody does it by hand. */
export type PaymentRefundRefused = Event<
  'PaymentRefundRefused',
  Debt & { attempt: number /** In the provider's words. */; because: string; refusedAt: Instant }
>;
export type PaymentRefunded = Event<
  'PaymentRefunded',
  Debt & {
    refund: Money /** What the provider calls it, or whoever did it by hand. */;
    refundId: string;
    refundedAt: Instant;
  }
>;
/** What the provider had given back, or was about to, came back to it: the account that was to have it does not take it. */
export type PaymentRefundFailed = Event<
  'PaymentRefundFailed',
  Debt & { refundId: string /** In the provider's words. */; because: string; failedAt: Instant }
>;

export type PaymentEvent =
  | PaymentRequested
  | PaymentBegun
  | PaymentFailed
  | PaymentCompleted
  | PaymentWithdrawn
  | PaymentRefundRequested
  | PaymentRefundBegun
  | PaymentRefundRefused
  | PaymentRefunded
  | PaymentRefundFailed;

export const failures = ['declined', 'abandoned'] as const;
export type Failure = (typeof failures)[number];
export type Withdrawal = 'cancelled' | 'paid-otherwise';
export const refundReasons = ['cancelled', 'did-not-show', 'too-late', 'paid-otherwise'] as const;
export type RefundReason = (typeof refundReasons)[number];
