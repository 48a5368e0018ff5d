import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, instant, integer, object, oneOf, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import { deadLetterStates, type deadLetters } from './dead-letters.ts';

const deadLetterPage: Shape<Answered<typeof deadLetters>> = page(
  object({
    deadLetterId: id,
    queue: text('Where it died.'),
    messageId: text(),
    routingKey: text(),
    subject: orNull(text(), 'The stream that it tells of; null when it is no message of ours.'),
    attempts: integer(),
    reason: text('Kind of the error.'),
    diedAt: instant,
    state: oneOf(...deadLetterStates),
    decided: orNull(
      object({
        by: object({ userId: id, name: orNull(text()) }),
        at: instant,
        note: orNull(text(), 'Why it was dismissed.'),
      }),
    ),
  }),
);

export const deadLetterApi: Chapter = {
  title: 'Dead letters',
  text: 'For admins.',
  routes: {
    'GET /queries/dead-letters': {
      id: 'listDeadLetters',
      summary: 'Messages that were given up, and what became of them',
      answers: answer('Latest first.', deadLetterPage),
    },
  },
};
