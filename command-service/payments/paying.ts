import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { PaymentId, UserId } from '@careconnect/domain/ids.ts';
import { isForProvider, type PaymentCommand, payable } from '@careconnect/domain/payment/decide.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { Payment } from '@careconnect/domain/payment/state.ts';
import { paymentStream } from '@careconnect/domain/streams.ts';
import type { CommandContext, Handled } from '@careconnect/platform/command-handler/command.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Contexts } from '../days/claims.ts';
import type { PaymentHandler } from '../handlers.ts';
import { type Notice, type PaymentProvider, PaymentUnderWay, ProviderAway, RefundRefused } from './provider.ts';

type PaymentHandled = Handled<Payment, PaymentEvent>;

/** All that concerns the provider. */
export type Paying = {
  /** Opens a page to pay on, for the account that owes it. */
  begin(
    wish: Readonly<{ paymentId: PaymentId; by: UserId; at: Instant }>,
    context: CommandContext,
  ): Promise<{ handled: PaymentHandled; url: string }>;
  note(notice: Notice, context: CommandContext): Promise<PaymentHandled>;
  /** Gives back what is owed, if it is still owed, and nobody was first. @throws RefundRefused, ProviderAway */
  sendRefund(paymentId: PaymentId, contexts: Contexts): Promise<void>;
  closePage(reference: string): Promise<void>;
};

type Needs = { payments: PaymentHandler; provider: PaymentProvider };

export const payingWith = ({ payments, provider }: Needs): Paying => ({
  async begin({ paymentId, by, at }, context) {
    const stream = paymentStream(paymentId);
    const { state } = await payments.load(stream, { fresh: true });
    const { debt, reference: before, begun } = payable(state, by, at);
    const { reference, url } = await provider.open(debt, { reference: before, begun }).catch(asProblem);
    return { handled: await payments.handle(stream, { is: 'BeginPayment', by, reference, at }, context), url };
  },
  note: (notice, context) => payments.handle(paymentStream(notice.paymentId), commandFor(notice), context),
  async sendRefund(paymentId, contexts) {
    const stream = paymentStream(paymentId);
    const decide = (wanted: (at: Instant) => PaymentCommand) => {
      const context = contexts();
      return payments.handle(stream, wanted(context.now), context);
    };
    /** Begun before it is asked for: what becomes of it is noted, or found by the next look. */
    const attempt = async (transactionId: string): Promise<string | null> => {
      const { state } = await decide((at) => ({ is: 'BeginRefund', at }));
      if (!isForProvider(state)) return null;
      const { refund: amount, attempts } = state;
      return provider.refund({ paymentId, transactionId, amount, attempt: attempts }).catch(async (error) => {
        if (error instanceof RefundRefused)
          await decide((at) => ({ is: 'NoteRefundRefusal', attempt: attempts, because: error.message, at }));
        throw error;
      });
    };
    const { state } = await payments.load(stream, { fresh: true });
    if (!isForProvider(state)) return;
    const { transactionId } = state;
    const refundId = (await provider.refunded({ paymentId, transactionId })) ?? (await attempt(transactionId));
    if (refundId) await decide((at) => ({ is: 'NoteRefund', refundId, at }));
  },
  closePage: (reference) => provider.close(reference),
});

const commandFor = (notice: Notice): PaymentCommand => {
  switch (notice.is) {
    case 'Completed': {
      const { transactionId, at } = notice;
      return { is: 'NoteCompletion', transactionId, at };
    }
    case 'Failed': {
      const { because, noticeId, at } = notice;
      return { is: 'NoteFailure', because, noticeId, at };
    }
    case 'RefundFailed': {
      const { refundId, attempt, because, at } = notice;
      return { is: 'NoteRefundFailure', refundId, attempt, because, at };
    }
    default:
      return assertNever(notice);
  }
};

const asProblem = (cause: unknown): never => {
  if (cause instanceof PaymentUnderWay)
    throw problem(409, 'payment-under-way', 'The payment is under way', 'It shows as soon as the money has arrived.');
  if (!(cause instanceof ProviderAway)) throw cause;
  const [title, detail] = ['One cannot pay online at the moment', 'Nothing was paid. Try again later.'];
  throw Object.assign(problem(503, 'provider-away', title, detail, {}, { 'Retry-After': '10' }), { cause });
};
