import { statuses } from '@careconnect/domain/day/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  type AnyShape,
  calendarDate,
  clockTime,
  either,
  id,
  instant,
  integer,
  list,
  no,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  yes,
  yesOrNo,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { answer, page } from '../shapes.ts';

const anything = (description: string): AnyShape => ({ schema: { type: 'object', description }, named: {} });
const data = anything(
  'As it was written. What is personal is sealed, as `{"$sealed": …}`, and is opened for nobody here.',
);

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

const visit = object({
  appointmentId: id,
  patientId: id,
  time: clockTime,
  zone,
  startsAt: instant,
  endsAt: instant,
  visitType: text(),
  status: oneOf(...statuses),
  ended: orNull(oneOf('cancelled', 'rejected', 'expired', 'did-not-show'), 'How, when it is cancelled.'),
  expiresAt: orNull(instant, 'While it waits: until when.'),
  checkedInAt: orNull(instant),
  left: orNull(
    object({ doctorId: id, date: calendarDate, time: clockTime }),
    'Where it went, once it has left this day.',
  ),
  archived: yesOrNo(),
});

const block = object({
  blockId: id,
  from: clockTime,
  to: text('HH:mm, at the latest 24:00.'),
  zone,
  startsAt: instant,
  endsAt: instant,
});

const change = <Thing>(thing: Shape<Thing>) => object({ before: orNull(thing), after: orNull(thing) });

const day = object({
  doctorId: id,
  date: calendarDate,
  stream: text(),
  events: integer('How many there are in all.'),
  event: orNull(event, 'The last that had happened by then; null when nothing had.'),
  changed: object(
    { visits: list(change(visit)), blocked: list(change(block)) },
    'What that event changed; null where something was not there.',
  ),
  visits: list(visit, 'In order of time.'),
  blocked: list(block),
  chain: either(
    object({ holds: yes }, 'Each event up to then names the hash of the one before it.'),
    object({
      holds: no,
      revision: integer('The first event that is not the one appended there.'),
      type: text(),
      why: text(),
    }),
  ),
});

const place = object({ commit: text(), prepare: text() });

const evidence = object({
  format: text('Which shape this is.'),
  about: object({ appointmentId: id }),
  madeAt: instant,
  streams: list(
    object({ stream: text(), events: integer(), tip: text('The hash of the last event.') }),
    'Each whole, from its first event.',
  ),
  events: list(
    object({
      ...{ id, stream: text(), revision: text('In decimal.'), position: place, type: text(), data },
      metadata: anything('As it was written; `previousHash` is the hash of the event before it in its stream.'),
      hash: text('SHA-256 in hex over the canonical JSON (RFC 8785) of id, type, data and metadata.'),
    }),
    'Stream by stream, each in its order.',
  ),
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
    'GET /queries/journal/days/:doctorId/:date': {
      id: 'replayDay',
      summary: "A doctor's day as it stood after any of its events",
      detail: 'Folded by the rules that decide on it. The chain of hashes is followed from the first event on.',
      answers: answer('The day, what the last event changed, and whether the chain holds up to it.', day),
      refuses: ['not-found', 'day-too-long'],
    },
    'GET /queries/journal/appointments/:appointmentId/evidence': {
      id: 'exportEvidence',
      summary: 'How an appointment came to be, to be shown and checked elsewhere',
      detail:
        `The streams of its days, its payment and its rating, whole. The chain of hashes can be followed in the file alone, and
\`npm run verify -- --evidence FILE\` compares it with the log.`.replaceAll('\n', ' '),
      answers: answer('One JSON file.', evidence),
      refuses: ['not-found', 'evidence-too-long'],
    },
  },
};
