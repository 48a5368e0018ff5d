import { createHttpApp } from '@careconnect/platform/http/app.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import type { Api, Chapter } from '@careconnect/platform/openapi/described.ts';
import { list, number, object, oneOf, orNull, type Shape, text } from '@careconnect/platform/openapi/shape.ts';
import { projections } from '@careconnect/schema/projections.ts';
import type { RebuildTold } from './admin/rebuilds.ts';
import { adminRoutes } from './admin/routes.ts';
import { deadLetterApi } from './dead-letters/api.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';

const rebuilds: Shape<{ rebuilds: RebuildTold[] }> = object({
  rebuilds: list(
    object({
      projection: text(),
      state: oneOf('waiting', 'rebuilding', 'done', 'failed'),
      part: number('Of the log, from 0 to 1.'),
      eventsPerSecond: number(),
      secondsLeft: orNull(number()),
      differences: orNull(number(), 'Rows that were not what the log makes of them; null with nothing to compare.'),
      problem: orNull(text()),
    }),
  ),
});

const rebuildApi: Chapter = {
  title: 'Rebuilds',
  text: `Read models made anew from the log, beside the live ones: ${Object.values(projections).join(', ')}.`,
  routes: {
    'POST /admin/rebuild': {
      id: 'beginRebuild',
      summary: 'Make read models anew',
      detail: 'One after the other, while queries are answered from the live ones.',
      answers: { 202: { means: 'It has begun.', shape: rebuilds } },
      refuses: ['rebuild-under-way'],
    },
    'GET /admin/rebuild': {
      id: 'showRebuilds',
      summary: 'How the rebuilds fare that were asked for last',
      detail: 'Each process of the projectors knows of those that it was asked for.',
      answers: { 200: { means: 'In the order in which they are done.', shape: rebuilds } },
    },
  },
};

const registered = () => {
  const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
  adminRoutes({ routes: http.routes } as Parameters<typeof adminRoutes>[0]);
  deadLetterRoutes({ routes: http.routes } as Parameters<typeof deadLetterRoutes>[0]);
  return http.registered;
};

/** What admins may ask of the projectors. */
export const api: Api = {
  title: 'CareConnect projectors',
  text: 'What keeps the read models in step with the log, makes them anew, and tells others of what happens.',
  chapters: [rebuildApi, deadLetterApi],
  registered: registered(),
  problems: {
    'rebuild-under-way': { status: 409, title: 'A rebuild is under way', headers: ['Retry-After'] },
    'broker-away': { status: 503, title: 'The broker is away', headers: ['Retry-After'] },
  },
  always: [],
  fields: {},
};
