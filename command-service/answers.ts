import type { Answer } from '@careconnect/platform/openapi/described.ts';
import { type AnyShape, named, object, orNull, text } from '@careconnect/platform/openapi/shape.ts';

const position = orNull(
  text(),
  'Where the log stands after the command: a query that names it as `position` shows what the command did. Null where nothing was ever written.',
);

type Fields = Readonly<Record<string, AnyShape>>;

const answer = (means: string, fields: Fields, name?: string): Answer => {
  const shape = object({ ...fields, position });
  return { means, shape: name === undefined ? shape : named(name, shape), headers: ['ETag'] };
};

/** As `done` of created.ts answers. What several routes answer has a name. */
export const done = (means: string, fields: Fields = {}, name?: string): Record<200, Answer> => ({
  200: answer(means, fields, name),
});

/** As `created` answers. */
export const created = (what: string, fields: Fields, name?: string): Record<200 | 201, Answer> => ({
  201: answer(`${what} now.`, fields, name),
  200: answer(`${what} already, and this was the same again: nothing has changed.`, fields, name),
});

/** Where there is nothing to say but yes. */
export const nothingMore = (means: string, status: 200 | 202 = 200): Record<number, Answer> => ({
  [status]: { means, shape: object({}) },
});
