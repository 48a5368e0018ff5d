import { createHash, randomUUID } from 'node:crypto';
import { type Html, html } from '@careconnect/platform/http/html.ts';
import { type Response, Router } from 'express';
import { isGone, type Ledger, type SandboxEvent, type Session, shownRefund } from './ledger.ts';
import type { Telling } from './telling.ts';

const style = `
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2733;background:#f4f6f8}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.4rem;line-height:1.3}
form{display:inline-block;margin:0 .5rem .5rem 0}
button{font:inherit;padding:.6rem 1.1rem;border:1px solid #55616e;border-radius:.4rem;background:#fff;color:inherit;cursor:pointer}
button.pay{background:#0b5cad;border-color:#0b5cad;color:#fff}
button:focus-visible,a:focus-visible{outline:3px solid #f0a020;outline-offset:2px}
[role=alert]{padding:.75rem 1rem;border-left:4px solid #a8201a;background:#fff}
`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;

type Needs = { ledger: Ledger; telling: Telling };

/** In place of Stripe's page: pay, have the card refused, leave, or have what was given back come back. No money moves. */
export const payPages = ({ ledger, telling }: Needs): Router => {
  const router = Router();

  router.get('/:id', async (req, res) => {
    const session = await ledger.find(req.params.id);
    if (session) send(res, payPage(session, req.baseUrl, req.query.refused !== undefined));
    else send(res.status(404), page('No such page', html`<p>Nobody is asked to pay here.</p>`));
  });

  /** Does it once, while it can be done, and goes where Stripe would go. */
  const choose = (
    what: string,
    happens: (session: Session) => Partial<Session>,
    next: (session: Session) => string,
    can = ({ status }: Session) => status === 'open',
  ) =>
    router.post(`/:id/${what}`, async (req, res) => {
      const { id } = req.params;
      const session = await ledger.change(id, (before) => (can(before) ? { ...before, ...happens(before) } : before));
      if (!session) return send(res.status(404), page('No such page', html`<p>Nobody is asked to pay here.</p>`));
      await telling.tell(id);
      res.redirect(303, next(session));
    });

  choose(
    'payment',
    (session) => ({
      status: 'complete',
      untold: [...session.untold, event('payment_intent.succeeded', intentOf(session))],
    }),
    ({ successUrl }) => successUrl,
  );
  choose(
    'refusal',
    (session) => ({ untold: [...session.untold, event('payment_intent.payment_failed', intentOf(session))] }),
    ({ id }) => `/sandbox/${id}?refused`,
  );
  choose(
    'leaving',
    (session) => {
      const expired = { id: session.id, object: 'checkout.session', metadata: session.metadata };
      return { status: 'expired', untold: [...session.untold, event('checkout.session.expired', expired)] };
    },
    ({ cancelUrl }) => cancelUrl,
  );
  choose(
    'return',
    ({ refunds, untold }) => {
      const came = refunds.filter(isGone).map((refund) => ({ ...refund, status: 'failed' as const }));
      const still = refunds.filter((refund) => !isGone(refund));
      return {
        refunds: [...still, ...came],
        untold: [...untold, ...came.map((refund) => event('refund.failed', shownRefund(refund)))],
      };
    },
    ({ id }) => `/sandbox/${id}`,
    hasGivenBack,
  );
  return router;
};

const hasGivenBack = ({ refunds }: Session): boolean => refunds.some(isGone);

const event = (type: string, object: object): SandboxEvent => ({
  ...{ id: `evt_${randomUUID()}`, object: 'event', created: Math.floor(Date.now() / 1_000), type, data: { object } },
});

const intentOf = ({ intent: id, amount, currency, metadata }: Session) => ({
  ...{ id, object: 'payment_intent', amount, currency, metadata },
});

const send = (res: Response, body: string): void => {
  res.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
  res.type('html').send(body);
};

const payPage = (session: Session, base: string, refused: boolean): string => {
  const { id, amount, currency, status, successUrl } = session;
  const back = html`<p><a href="${successUrl}">Back to the visit</a></p>`;
  if (status !== 'open')
    return page(
      'Nobody can pay here any more',
      html`${hasGivenBack(session) ? button(`${base}/${id}/return`, 'Let the refund come back', '') : html``}${back}`,
    );
  const sum = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(0);
  const digits = sum.find(({ type }) => type === 'fraction')?.value.length ?? 0;
  const shown = `${currency.toUpperCase()} ${(amount / 10 ** digits).toFixed(digits)}`;
  return page(
    `Pay ${shown}`,
    html`<p>This is the sandbox of the local system: no money moves.</p>
${refused ? html`<p role="alert">The card was refused. You can try again.</p>` : html``}
${button(`${base}/${id}/payment`, `Pay ${shown}`, 'pay')}
${button(`${base}/${id}/refusal`, 'Let the card be refused', '')}
${button(`${base}/${id}/leaving`, 'Leave without paying', '')}`,
  );
};

const button = (action: string, label: string, kind: string): Html =>
  html`<form method="post" action="${action}"><button class="${kind}">${label}</button></form>`;

const page = (title: string, content: Html): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${html`${title}`}</title><style>${style}</style></head><body><main><h1>${html`${title}`}</h1>${content}</main></body></html>`;
