import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  instant,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { letterStates } from '../letters/letters.ts';
import { type Answered, answer } from '../shapes.ts';
import { projectionStates, type systemState } from './system-state.ts';

const shape: Shape<Answered<typeof systemState>> = object({
  projections: list(
    object({
      name: text(),
      state: oneOf(...projectionStates),
      position: orNull(text(), 'In the log; null before the first event.'),
      behind: orNull(text(), 'How much of the log lies between it and the projection that is furthest.'),
      movedAt: instant,
    }),
  ),
  letters: list(
    object({ state: oneOf(...letterStates), letters: integer(), overdue: integer('Should have been tried by now.') }),
  ),
  deadLetters: list(
    object({ queue: text(), waiting: integer('For somebody to decide.') }),
    'Of queues that have some.',
  ),
  doctorsToDerive: integer('Whose next free start is out of date.'),
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
