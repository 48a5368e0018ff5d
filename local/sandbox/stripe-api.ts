import { createHash } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { isGone, type Ledger, type Refund, type Session, shownRefund } from './ledger.ts';

type Needs = { ledger: Ledger; key: string; pageOf: (id: string) => string };

/** As much of Stripe's API as the command-service uses, in the same words, so that the same library speaks with both. */
export const stripeApi = ({ ledger, key, pageOf }: Needs): Router => {
  const router = Router();
  router.use(express.urlencoded({ extended: true, limit: '100kb' }), (req, res, next) => {
    if (req.get('Authorization') === `Bearer ${key}`) return next();
    refuse(res, 401, 'authentication_error', 'This key is not known.');
  });

  const answer = (res: Response, session: Session | null): void => {
    if (session) res.json(shown(session, pageOf(session.id)));
    else refuse(res, 404, 'invalid_request_error', 'There is no such session.');
  };

  router.post('/checkout/sessions', async (req, res) => {
    const { line_items: items, metadata, success_url: successUrl, cancel_url: cancelUrl } = req.body;
    const { currency, unit_amount: amount } = items[0].price_data;
    const name = nameFor(req);
    const session = {
      id: `cs_sandbox_${name}`,
      intent: `pi_sandbox_${name}`,
      amount: Number(amount),
      currency,
      metadata,
    };
    answer(res, await ledger.add({ ...session, successUrl, cancelUrl, status: 'open', refunds: [], untold: [] }));
  });

  router.get('/checkout/sessions/:id', async (req, res) => answer(res, await ledger.find(req.params.id)));

  router.post('/checkout/sessions/:id/expire', async (req, res) => {
    answer(res, await ledger.change(req.params.id, (session) => ({ ...session, ...closed(session) })));
  });

  router.get('/refunds', async (req, res) => {
    const session = await ledger.find(sessionOf(String(req.query.payment_intent)));
    res.json({ object: 'list', data: (session?.refunds ?? []).map(shownRefund), has_more: false });
  });

  router.post('/refunds', async (req, res) => {
    const { payment_intent: intent, amount, metadata } = req.body;
    const id = `re_sandbox_${nameFor(req)}`;
    const refund: Refund = { id, amount: Number(amount), metadata, status: 'succeeded' };
    const session = await ledger.change(sessionOf(String(intent)), (before) =>
      isCovered(before, refund) ? { ...before, refunds: [...before.refunds, refund] } : before,
    );
    const made = session?.refunds.find((each) => each.id === id);
    if (made) res.json(shownRefund(made));
    else refuse(res, 400, 'invalid_request_error', 'There is not so much to refund.');
  });

  return router;
};

/** The same key names the same thing: asking again makes nothing twice. */
const nameFor = (req: Request): string =>
  createHash('sha256')
    .update(req.get('Idempotency-Key') ?? '')
    .digest('hex')
    .slice(0, 32);

const sessionOf = (intent: string): string => intent.replace(/^pi_/, 'cs_');

const closed = ({ status }: Session) => (status === 'open' ? ({ status: 'expired' } as const) : {});

const isCovered = ({ status, amount, refunds }: Session, refund: Refund): boolean =>
  status === 'complete' &&
  refunds.every(({ id }) => id !== refund.id) &&
  refunds.filter(isGone).reduce((sum, each) => sum + each.amount, refund.amount) <= amount;

const shown = ({ id, intent, amount, currency, metadata, status }: Session, url: string) => ({
  ...{ id, object: 'checkout.session', mode: 'payment', amount_total: amount, currency, metadata, status },
  payment_intent: status === 'complete' ? intent : null,
  payment_status: status === 'complete' ? 'paid' : 'unpaid',
  url: status === 'open' ? url : null,
});

const refuse = (res: Response, status: number, type: string, message: string): void => {
  res.status(status).json({ error: { type, message } });
};
