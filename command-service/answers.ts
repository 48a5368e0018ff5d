import type { Answer } from '@careconnect/platform/openapi/described.ts';
import { type AnyShape, object, text } from '@careconnect/platform/openapi/shape.ts';

const position = text(
  'Where the log stands after the command. A query that names it as `position` shows what the command did.',
);

type Fields = Readonly<Record<string, AnyShape>>;

const answer = (means: string, fields: Fields): Answer => ({
  means,
  shape: object({ ...fields, position }),
  headers: ['ETag'],
});

/** As `done` of created.ts answers. */
export const done = (means: string, fields: Fields = {}): Record<200, Answer> => ({ 200: answer(means, fields) });

/** As `created` answers. */
export const created = (what: string, fields: Fields): Record<200 | 201, Answer> => ({
  201: answer(`${what} now.`, fields),
  200: answer(`${what} already, and this was the same again: nothing has changed.`, fields),
});

/** Where there is nothing to say but yes. */
export const nothingMore = (means: string, status: 200 | 202 = 200): Record<number, Answer> => ({
  [status]: { means, shape: object({}) },
});
