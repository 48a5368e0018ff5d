import type { QueueDepth } from '@careconnect/platform/messaging/message-bus.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  yesOrNo,
} from '@careconnect/platform/openapi/shape.ts';
import type { Decided } from './dead-letters.ts';

const dependencies: Shape<{ eventStore: boolean; queues: QueueDepth[] | null }> = object({
  eventStore: yesOrNo('Whether it answers.'),
  queues: orNull(
    list(
      object({
        name: text(),
        messages: integer('Not yet handed to anybody.'),
        retrying: integer('That failed and wait for another try.'),
        dead: integer('Given up, and not yet among the dead letters.'),
        consumers: integer(),
      }),
    ),
    'Null when the broker does not answer.',
  ),
});
const decided: Shape<Decided> = object({
  state: oneOf('waiting', 'replayed', 'dismissed'),
});

export const deadLetterApi: Chapter = {
  title: 'Queues and dead letters',
  text: 'Messages on their way to those who write letters and back up, and those that were given up. `listDeadLetters` shows them.',
  routes: {
    'GET /admin/dependencies': {
      id: 'showDependencies',
      summary: 'Whether event store and broker answer, and how full the queues are',
      answers: { 200: { means: 'At this moment.', shape: dependencies } },
    },
    'POST /admin/dead-letters/:deadLetterId/replay': {
      id: 'replayDeadLetter',
      summary: 'Bring a dead letter back to its queue',
      detail:
        'For all its tries anew. Whoever takes it has its effect once, however often it comes. Asked again, it is quiet.',
      answers: { 200: { means: 'What is decided about it; maybe by somebody who was quicker.', shape: decided } },
      refuses: ['not-found', 'broker-away'],
    },
    'POST /admin/dead-letters/replay': {
      id: 'replayDeadLetters',
      summary: 'Bring back all that wait in a queue',
      detail: 'Up to 500 at once, the oldest first.',
      answers: { 200: { means: 'How many.', shape: object({ replayed: integer() }) } },
      refuses: ['broker-away'],
    },
    'POST /admin/dead-letters/:deadLetterId/dismissal': {
      id: 'dismissDeadLetter',
      summary: 'Set a dead letter aside for good',
      answers: { 200: { means: 'What is decided about it; maybe by somebody who was quicker.', shape: decided } },
      refuses: ['not-found'],
    },
  },
};
