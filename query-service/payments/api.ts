import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, object, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { refundsDue } from './refunds-due.ts';
import { paymentFields } from './shape.ts';

const refunds: Shape<Answered<typeof refundsDue>> = page(
  object({
    ...paymentFields,
    ...{ doctorId: id, doctorName: text(), patientName: text() },
    refusal: orNull(text(), 'Why the payment provider has not given it back, in its words; null unless it said no.'),
  }),
);

export const paymentApi: Chapter = {
  title: 'Refunds',
  text: 'For admins.',
  routes: {
    'GET /queries/refunds': {
      id: 'listRefunds',
      summary: 'What has to go back and has not yet',
      detail: 'The provider is told again and again. What it cannot give back is given back by hand: see `noteRefund`.',
      answers: answer('The longest due first.', refunds),
    },
  },
};
