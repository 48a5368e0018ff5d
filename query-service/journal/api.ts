import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  type AnyShape,
  id,
  instant,
  integer,
  object,
  orNull,
  text,
  yesOrNo,
} from '@careconnect/platform/openapi/shape.ts';
import { answer, page } from '../shapes.ts';

/** As the event has it. */
const data: AnyShape = {
  schema: {
    type: 'object',
    description: 'As it was written. What is personal is sealed, as `{"$sealed": …}`, and is opened for nobody here.',
  },
  named: {},
};

const event = object({
  position: text('Of the event in the whole log.'),
  stream: text(),
  revision: integer('Of the event in its stream, from 0.'),
  eventId: id,
  type: text(),
  recordedAt: orNull(instant),
  actor: orNull(object({ userId: text(), role: text() }), 'Null when no person acted.'),
  correlationId: orNull(text(), 'All that came of one request has the same.'),
  causationId: orNull(text(), 'Of the request or the event that led to it.'),
  imported: yesOrNo('Whether it was brought in from elsewhere after the fact.'),
  data,
});

export const journalApi: Chapter = {
  title: 'Journal',
  text: 'What has happened, event by event, for auditors and admins. Personal data stays sealed.',
  routes: {
    'GET /queries/journal': {
      id: 'listEvents',
      summary: 'Events of the whole log',
      detail:
        `By any of the filters together. \`subject\` is any id that an event names: of an appointment, a patient, an account. Of a
doctor it finds their days, calendar and account; what patients pay and rate is about them, and found by the appointment. A page may hold
fewer than asked for, even none, and \`next\` still name another: of what is asked for, so many were looked at.`.replaceAll(
          '\n',
          ' ',
        ),
      answers: answer('Newest first.', page(event)),
    },
  },
};
