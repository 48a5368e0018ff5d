import { roles } from '@careconnect/domain/user/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  id,
  instant,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { backups } from './backups.ts';

const backupPage: Shape<Answered<typeof backups>> = page(
  object({
    backupId: id,
    status: oneOf('PENDING', 'SUCCESS', 'FAILURE'),
    error: orNull(text(), 'Why it failed.'),
    startedAt: instant,
    finishedAt: orNull(instant),
    by: oneOf(...roles, 'POLICY'),
    events: orNull(integer('Of the whole log up to then.')),
    bytes: orNull(integer('Of all it consists of, compressed.')),
    seconds: orNull(integer('How long it took.')),
    drill: orNull(
      object({
        drilledAt: instant,
        seconds: orNull(integer()),
        differences: list(text(), 'What was not the same; nothing when all was.'),
      }),
      'How it went when it was last restored beside the live system.',
    ),
  }),
);

export const backupApi: Chapter = {
  title: 'Backups',
  text: 'What was backed up, when, and whether it could be restored.',
  routes: {
    'GET /queries/backups': {
      id: 'listBackups',
      summary: 'Backups and what came of them',
      answers: answer('Latest first.', backupPage),
    },
  },
};
