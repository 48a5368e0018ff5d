import { paymentId } from '@careconnect/domain/ids.ts';
import { paymentStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { bytesOf, signature } from '@careconnect/platform/http/signed.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import type { Request } from 'express';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { done } from '../created.ts';
import { NothingMore } from '../days/requests.ts';
import type { PaymentHandler } from '../handlers.ts';
import type { Paying } from './paying.ts';
import { type Notice, type PaymentProvider, UnprovenNotice } from './provider.ts';
import { RefundRequest } from './requests.ts';

type Needs = { routes: Routes; payments: PaymentHandler; paying: Paying; provider: PaymentProvider; clock: Clock };

export const paymentRoutes = ({ routes, payments, paying, provider, clock }: Needs): void => {
  routes.post(
    '/commands/payments/:paymentId/page',
    allow('PATIENT', 'ADMIN'),
    params({ paymentId: 'id' }),
    body(NothingMore),
    async (req, res) => {
      const at = clock();
      const wish = { paymentId: paymentId(req.params.paymentId), by: personOf(req.actor).userId, at };
      const { handled, url } = await paying.begin(wish, contextOf(req, at));
      done(res, handled, { paymentId: wish.paymentId, url });
    },
  );

  routes.post(
    '/commands/payments/:paymentId/refund',
    allow('ADMIN'),
    params({ paymentId: 'id' }),
    body(RefundRequest),
    async (req, res) => {
      const at = clock();
      const stream = paymentStream(paymentId(req.params.paymentId));
      const command = { is: 'NoteRefundByHand', reference: req.body.reference, at } as const;
      done(res, await payments.handle(stream, command, contextOf(req, at)));
    },
  );

  routes.post('/commands/payments/notices', allow('anyone'), signature('Stripe-Signature'), async (req, res) => {
    const notice = noticeIn(provider, req);
    if (notice) await paying.note(notice, contextOf(req, clock()));
    res.json({});
  });
};

/** The signature is over the very bytes that came. */
const noticeIn = (provider: PaymentProvider, req: Pick<Request, 'get'>): Notice | null => {
  try {
    return provider.notice(bytesOf(req), req.get('Stripe-Signature') ?? '');
  } catch (error) {
    if (error instanceof UnprovenNotice) throw problem(400, 'unproven-notice', 'Nothing proves who wrote this');
    throw error;
  }
};
