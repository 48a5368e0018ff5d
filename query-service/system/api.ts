import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  instant,
  integer,
  list,
  number,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer } from '../shapes.ts';
import { mostCounted, projectionStates, type systemState } from './system-state.ts';

const atMost = `counted up to ${mostCounted + 1}.`;

const shape: Shape<Answered<typeof systemState>> = object({
  projections: list(
    object({
      name: text(),
      state: oneOf(...projectionStates),
      problem: orNull(text(), 'Why it tries again or has stopped.'),
      position: orNull(text(), 'In the log; null before the first event.'),
      eventsBehind: integer(`Events in the journal that it has still to read, ${atMost}`),
      secondsBehind: orNull(number(), 'Null while unknown.'),
      movedAt: instant,
    }),
  ),
  letters: object({
    due: integer(`To be sent; ${atMost}`),
    late: integer('Should have been tried more than a minute ago, of these.'),
    lastWeek: list(
      object({ state: oneOf('sent', 'failed', 'skipped'), letters: integer() }),
      `What became of those that were entered in the last seven days; ${atMost}`,
    ),
  }),
  lettersPutOff: list(
    object({ reason: text(), letters: integer() }),
    'Why letters wait that were tried, the most frequent reasons first.',
  ),
  deadLetters: list(
    object({ queue: text(), waiting: integer('For somebody to decide.') }),
    'Of queues that have some.',
  ),
  refundsRefused: integer(`Due to patients, and not made by the payment provider when it was asked; ${atMost}`),
  doctorsToDerive: integer('Whose next free start is out of date.'),
  backups: object({
    succeededAt: orNull(instant, 'When the last one that succeeded was done.'),
    failedAt: orNull(instant, 'When one failed last, since then.'),
    drilledAt: orNull(instant, 'When one was last restored for trial.'),
    differences: orNull(integer(), 'That were found then.'),
  }),
});

export const systemApi: Chapter = {
  title: 'The system',
  text: 'For admins.',
  routes: {
    'GET /queries/system': {
      id: 'showSystem',
      summary: 'How far everything is that follows the log',
      answers: answer('As it is now.', shape),
    },
  },
};
