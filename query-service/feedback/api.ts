import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, instant, object, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { messages } from './messages.ts';

const messagePage: Shape<Answered<typeof messages>> = page(
  object({
    feedbackId: id,
    comments: orNull(text(), 'Null once whoever wrote it is erased.'),
    email: orNull(text()),
    name: orNull(text()),
    givenAt: instant,
  }),
);

export const feedbackApi: Chapter = {
  title: 'Feedback',
  text: 'What people wrote to the clinic.',
  routes: {
    'GET /queries/feedback': {
      id: 'listMessages',
      summary: 'Messages to the clinic',
      answers: answer('Latest first.', messagePage),
    },
  },
};
