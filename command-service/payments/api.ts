import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, text } from '@careconnect/platform/openapi/shape.ts';
import { done, nothingMore } from '../answers.ts';

export const paymentApi: Chapter = {
  title: 'Payments',
  text: 'A visit that must be paid in advance is asked for as soon as it is accepted, under a payment with the id of the appointment. It is confirmed when the money has arrived.',
  routes: {
    'POST /commands/payments/:paymentId/page': {
      id: 'openPaymentPage',
      summary: 'Begin to pay',
      detail:
        'For the account that owes it, until the time to pay is over. Again leads to the same page, as long as one can pay there. What becomes of it shows on the appointment.',
      answers: done('Where to pay.', { paymentId: id, url: text('A page of the payment provider.') }),
      refuses: [
        ...['payment-not-found', 'already-paid', 'payment-withdrawn', 'payment-overdue'],
        ...['payment-under-way', 'provider-away'],
      ],
    },
    'POST /commands/payments/:paymentId/refund': {
      id: 'noteRefund',
      summary: 'Note that a refund is made by hand',
      detail:
        'For what the payment provider cannot give back. It is refused while the provider is asked and has not answered; once it is noted, the provider is not asked any more. So note it first, and then send the money. The reference is kept in clear, and names nobody.',
      answers: done('Nothing is due any more.'),
      refuses: ['payment-not-found', 'no-refund-due', 'refund-under-way', 'already-refunded', 'refund-came-back'],
    },
    'POST /commands/payments/notices': {
      id: 'notePayment',
      summary: 'What the payment provider tells',
      detail:
        'A webhook for events of Stripe, proven by their signature over the very bytes of the body. Late, again and out of order is harmless.',
      answers: nothingMore('It is known.'),
      refuses: ['unproven-notice'],
    },
  },
};
