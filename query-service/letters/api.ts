import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, instant, integer, object, oneOf, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import { letterStates, type letters } from './letters.ts';

export const letterPage: Shape<Answered<typeof letters>> = page(
  object({
    letterId: id,
    kind: text(),
    channel: text('`email` or `sms`.'),
    to: object({ userId: id, name: orNull(text(), 'Null once the person is erased.') }),
    appointmentId: orNull(id, 'Null when it is about the account.'),
    state: oneOf(...letterStates),
    reason: orNull(text(), 'Why it waits, failed or was skipped.'),
    tries: integer(),
    resends: integer('How often an admin had it sent again.'),
    createdAt: instant,
    nextTryAt: orNull(instant, 'Null once it is settled.'),
    settledAt: orNull(instant),
  }),
);

export const letterApi: Chapter = {
  title: 'Letters',
  text: 'For admins.',
  routes: {
    'GET /queries/letters': {
      id: 'listLetters',
      summary: 'What was written to everybody, and what became of it',
      answers: answer('Latest first.', letterPage),
    },
  },
};
