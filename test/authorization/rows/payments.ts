import Stripe from 'stripe';
import type { Row } from '../row.ts';
import { noticeSecret } from '../system.ts';

const notice = {
  ...{ id: 'evt_1', object: 'event', created: 0, type: 'payment_intent.succeeded' },
  data: { object: { id: 'pi_1', metadata: { paymentId: '00000000-0000-4000-8000-000000000000' } } },
};

export const paymentRows: Readonly<Record<string, Row>> = {
  openPaymentPage: {
    about: async ({ paymentOf, house }, owner) => ({
      params: { paymentId: await paymentOf(owner, house) },
      body: {},
    }),
    names: ['paymentId'],
    reach: { PATIENT: 'own', ADMIN: 'own' },
  },
  noteRefund: {
    about: async ({ paymentOf, house }, owner) => ({
      params: { paymentId: await paymentOf(owner, house) },
      body: { reference: 'transfer 4711' },
    }),
    names: ['paymentId'],
    reach: { ADMIN: 'all' },
    // Nothing was paid yet.
    own: 409,
  },
  listRefunds: {},
  notePayment: {
    about: () => {
      const payload = JSON.stringify(notice);
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: noticeSecret });
      return { headers: { 'Stripe-Signature': signature }, body: notice };
    },
  },
};
