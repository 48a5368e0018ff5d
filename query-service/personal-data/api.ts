import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  type AnyShape,
  id,
  instant,
  integer,
  list,
  object,
  orNull,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { account, patient } from '../me/api.ts';
import { answer } from '../shapes.ts';

/** As the event has it. */
const data: AnyShape = { schema: { type: 'object', description: 'What happened.' }, named: {} };

const letter = object({
  letterId: id,
  kind: text(),
  channel: text(),
  appointmentId: orNull(id),
  state: text('Whether it was sent.'),
  createdAt: instant,
  settledAt: orNull(instant),
});

const everything = object({
  format: text('Which shape this is.'),
  exportedAt: instant,
  account,
  patients: list(patient, 'The people whom the account looks after.'),
  letters: list(letter, 'Written to the account. What they said is kept nowhere.'),
  events: list(
    object({
      stream: text(),
      revision: integer(),
      type: text(),
      recordedAt: orNull(instant),
      by: orNull(object({ userId: id, role: text() }), 'Null when no person acted.'),
      data,
    }),
    'All that the log holds about them, in its order; without what one signs in with.',
  ),
});

export const personalDataApi: Chapter = {
  title: 'Personal data',
  text: 'Everything that is known about a person, as one file.',
  routes: {
    'GET /queries/me/personal-data': {
      id: 'exportOwnData',
      summary: 'Everything about oneself and the patients one looks after',
      answers: answer('One JSON file.', everything),
      refuses: ['not-found'],
    },
    'GET /queries/users/:userId/personal-data': {
      id: 'exportUserData',
      summary: 'Everything about an account and the patients it looks after',
      answers: answer('One JSON file.', everything),
      refuses: ['not-found'],
    },
  },
};
