import type { Instant, Money } from '@careconnect/domain/event.ts';
import type { PaymentId } from '@careconnect/domain/ids.ts';
import type { Debt, Failure } from '@careconnect/domain/payment/events.ts';

/** Where somebody pays: `reference` is what the provider calls it. */
export type Page = Readonly<{ reference: string; url: string }>;

/** What the provider tells by itself, be it late, twice or out of order. */
export type Notice = Readonly<
  | { is: 'Completed'; paymentId: PaymentId; transactionId: string; at: Instant }
  | { is: 'Failed'; paymentId: PaymentId; because: Failure; noticeId: string; at: Instant }
  | {
      is: 'RefundFailed';
      paymentId: PaymentId;
      refundId: string;
      attempt: number | null;
      because: string;
      at: Instant;
    }
>;

/** Who takes the money. Everything it is asked to do may be asked again and is done once. @throws ProviderAway */
export type PaymentProvider = {
  /** The page that was opened last, if one can still pay there, else a new one. @throws PaymentUnderWay */
  open(debt: Debt, before: Readonly<{ reference: string | null; begun: number }>): Promise<Page>;
  /** Nobody shall pay there any more. Quiet when nobody can. */
  close(reference: string): Promise<void>;
  /** By what it is found again, if it was given back before; else null. */
  refunded(payment: Readonly<{ paymentId: PaymentId; transactionId: string }>): Promise<string | null>;
  /** Gives it back once, however often the same attempt is asked for. @throws RefundRefused */
  refund(
    refund: Readonly<{ paymentId: PaymentId; transactionId: string; amount: Money; attempt: number }>,
  ): Promise<string>;
  /** Null when it is not about a payment of ours. @throws UnprovenNotice */
  notice(body: Buffer, signature: string): Notice | null;
};

/** Nothing is known of what it did; asking the same again is safe. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
}

/** It did not give it back by this attempt, and will not; `message` is its reason. */
export class RefundRefused extends Error {
  override readonly name = 'RefundRefused';
}

/** It has been paid there, but the money has not arrived yet. */
export class PaymentUnderWay extends Error {
  override readonly name = 'PaymentUnderWay';
}

/** Somebody else wrote it. */
export class UnprovenNotice extends Error {
  override readonly name = 'UnprovenNotice';
}
