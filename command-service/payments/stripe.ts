import type { Instant } from '@careconnect/domain/event.ts';
import { isUuid, paymentId } from '@careconnect/domain/ids.ts';
import type { Debt } from '@careconnect/domain/payment/events.ts';
import Stripe from 'stripe';
import {
  type Notice,
  type PaymentProvider,
  PaymentUnderWay,
  ProviderAway,
  RefundRefused,
  UnprovenNotice,
} from './provider.ts';
import { inSmallestUnit } from './smallest-unit.ts';

export type StripeOptions = Readonly<{
  key: string;
  /** Proves notices. */
  noticeSecret: string;
  /** Stripe itself, or what speaks its language: the sandbox of local/. */
  address: string;
  /** Where the pages of this site are. */
  site: string;
}>;

/**
 * A payment is a PaymentIntent, paid on a page of Stripe's own (a Checkout session), so that no card number and no foreign
 * script comes near this site. Stripe hears ids and amounts, and nothing of who is treated by whom.
 */
export const stripePayments = ({ key, noticeSecret, address, site }: StripeOptions): PaymentProvider => {
  const { protocol, hostname: host, port } = new URL(address);
  const secure = protocol === 'https:';
  const stripe = new Stripe(key, {
    ...{ protocol: secure ? 'https' : 'http', host, port: port || (secure ? 443 : 80) },
    ...{ timeout: 10_000, maxNetworkRetries: 1, telemetry: false },
  });
  const { sessions } = stripe.checkout;

  const create = ({ paymentId, appointmentId, amount }: Debt, begun: number) => {
    const metadata = { paymentId };
    const back = `${site}/appointments/${appointmentId}`;
    const price = { currency: amount.currency.toLowerCase(), unit_amount: inSmallestUnit(amount) };
    return sessions.create(
      {
        mode: 'payment',
        line_items: [{ quantity: 1, price_data: { ...price, product_data: { name: 'Visit' } } }],
        adaptive_pricing: { enabled: false },
        payment_intent_data: { metadata },
        ...{ metadata, success_url: back, cancel_url: back },
      },
      { idempotencyKey: `${paymentId} page ${begun}` },
    );
  };

  /** One page at a time: a second one is opened when nobody can pay on the first. */
  const open: PaymentProvider['open'] = async (debt, { reference, begun }) => {
    const known = reference === null ? null : await sessions.retrieve(reference);
    if (known?.status === 'complete') throw new PaymentUnderWay('the page is filled in');
    const { id, url } = known?.status === 'open' ? known : await create(debt, begun);
    if (!url) throw new ProviderAway('the page has no address');
    return { reference: id, url };
  };

  const close: PaymentProvider['close'] = async (reference) => {
    const { status } = await sessions.retrieve(reference);
    if (status === 'open') await sessions.expire(reference);
  };

  /** A key is remembered for a day or so; an attempt may stay without an answer for longer. */
  const refunded: PaymentProvider['refunded'] = async ({ paymentId, transactionId }) => {
    const { data } = await stripe.refunds.list({ payment_intent: transactionId, limit: 100 }, once);
    return data.find((each) => each.metadata?.paymentId === paymentId && isMade(each))?.id ?? null;
  };

  const refund: PaymentProvider['refund'] = async ({ paymentId, transactionId, amount, attempt }) => {
    const wanted = { payment_intent: transactionId, amount: inSmallestUnit(amount), metadata: { paymentId, attempt } };
    const idempotencyKey = `${paymentId} refund ${attempt}`;
    const made = await stripe.refunds.create(wanted, { ...once, idempotencyKey }).catch(asRefusal);
    if (!isMade(made)) throw new RefundRefused(whyNot(made));
    return made.id;
  };

  const notice: PaymentProvider['notice'] = (body, signature) => {
    try {
      return noticeIn(stripe.webhooks.constructEvent(body, signature, noticeSecret));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError)
        throw new UnprovenNotice('the signature does not prove it');
      throw error;
    }
  };

  return {
    open: (...asked) => open(...asked).catch(asAway),
    close: (...asked) => close(...asked).catch(asAway),
    refunded: (...asked) => refunded(...asked).catch(asAway),
    refund: (...asked) => refund(...asked).catch(asAway),
    notice,
  };
};

/** Whoever asks for a refund is a task of a queue, which asks again by itself, and takes it for dead after half a minute. */
const once = { timeout: 5_000, maxNetworkRetries: 0 };

const isMade = ({ status }: Stripe.Refund): boolean => status !== 'failed' && status !== 'canceled';

const whyNot = ({ failure_reason, status }: Stripe.Refund): string => failure_reason ?? String(status);

/** Only what Stripe has looked at is refused for sure: not a key that is in use, and not what it was too busy for. */
const asRefusal = (cause: unknown): never => {
  const { StripeInvalidRequestError, StripeCardError } = Stripe.errors;
  if (!(cause instanceof StripeInvalidRequestError || cause instanceof StripeCardError)) throw cause;
  throw new RefundRefused(cause.code ?? cause.rawType ?? cause.type, { cause });
};

/** What Stripe says no to, or does not say. */
const asAway = (cause: unknown): never => {
  if (cause instanceof Stripe.errors.StripeError) throw new ProviderAway('Stripe did not do it', { cause });
  throw cause;
};

const noticeIn = (event: Stripe.Event): Notice | null => {
  const at = new Date(event.created * 1_000).toISOString();
  switch (event.type) {
    case 'payment_intent.succeeded':
      return ofOurs(event.data.object, (id) => ({ is: 'Completed', ...id, transactionId: event.data.object.id, at }));
    case 'payment_intent.payment_failed':
      return failed(event, event.data.object, 'declined', at);
    case 'checkout.session.expired':
      return failed(event, event.data.object, 'abandoned', at);
    case 'refund.failed':
    case 'refund.updated':
      return refundFailed(event.data.object, at);
    default:
      return null;
  }
};

type Marked = Readonly<{ metadata: Record<string, string> | null }>;

const ofOurs = (of: Marked, notice: (id: Pick<Notice, 'paymentId'>) => Notice): Notice | null => {
  const id = of.metadata?.paymentId;
  return isUuid(id) ? notice({ paymentId: paymentId(id) }) : null;
};

const failed = ({ id: noticeId }: Stripe.Event, of: Marked, because: 'declined' | 'abandoned', at: Instant) =>
  ofOurs(of, (id) => ({ is: 'Failed', ...id, because, noticeId, at }));

/** Days after it was made, if the bank sends it back. */
const refundFailed = (refund: Stripe.Refund, at: Instant): Notice | null => {
  if (isMade(refund)) return null;
  const attempt = Number(refund.metadata?.attempt) || null;
  return ofOurs(refund, (id) => ({
    ...{ is: 'RefundFailed', ...id, refundId: refund.id, attempt, because: whyNot(refund), at },
  }));
};
