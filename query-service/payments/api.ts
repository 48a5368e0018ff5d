import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, object, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { refundsDue } from './refunds-due.ts';
import { paymentFields } from './shape.ts';

const refunds: Shape<Answered<typeof refundsDue>> = page(
  object({ ...paymentFields, doctorId: id, doctorName: text(), patientName: text() }),
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
