import { createHttpApp } from '@careconnect/platform/http/app.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import type { Api } from '@careconnect/platform/openapi/described.ts';
import { appointmentApi } from './appointments/api.ts';
import { backupApi } from './backups/api.ts';
import { calendarApi } from './calendars/api.ts';
import type { Parts } from './container.ts';
import { dayApi } from './days/api.ts';
import { deadLetterApi } from './dead-letters/api.ts';
import { doctorApi } from './doctors/api.ts';
import { feedbackApi } from './feedback/api.ts';
import { journalApi } from './journal/api.ts';
import { letterApi } from './letters/api.ts';
import { liveApi } from './live/api.ts';
import { myApi } from './me/api.ts';
import { paymentApi } from './payments/api.ts';
import { personalDataApi } from './personal-data/api.ts';
import { seenBy } from './reading/seen.ts';
import { registerRoutes } from './routes.ts';
import { statisticsApi } from './statistics/api.ts';
import { systemApi } from './system/api.ts';
import { userApi } from './users/api.ts';

const registered = () => {
  const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
  registerRoutes({ routes: http.routes, seen: seenBy({} as Parts['positions']) } as Parts);
  return http.registered;
};

/** The queries as outsiders see them. */
export const api: Api = {
  title: 'CareConnect queries',
  text: `Everything that is looked at, and nothing that changes anything. Name the \`position\` that a command answered, and the answer shows
what it did (or it is 503 \`not-yet-seen\`, seldom and soon over). Lists come in pages: ask with \`after\` as long as \`next\` is not null.
An answer with an ETag is 304 while nothing of it has changed, for who names the tag in \`If-None-Match\`.
What belongs to another answers like what does not exist.`.replaceAll('\n', ' '),
  chapters: [
    doctorApi,
    dayApi,
    appointmentApi,
    myApi,
    letterApi,
    calendarApi,
    liveApi,
    paymentApi,
    feedbackApi,
    personalDataApi,
    userApi,
    backupApi,
    statisticsApi,
    systemApi,
    deadLetterApi,
    journalApi,
  ],
  registered: registered(),
  problems: {
    'no-such-visit-type': { status: 404, title: 'The doctor does not offer this visit type' },
    'day-too-long': { status: 422, title: 'More has happened on this day than can be replayed' },
    'evidence-too-long': { status: 422, title: 'More has happened on its days than fits into one file' },
    'being-rebuilt': { status: 503, title: 'This is being made anew', headers: ['Retry-After'] },
    'too-many-watch': { status: 503, title: 'Too many watch already', headers: ['Retry-After'] },
    'not-yet-seen': { status: 503, title: 'The answer is not up to date yet', headers: ['Retry-After'] },
  },
  always: ['not-yet-seen', 'being-rebuilt'],
  parameters: {
    position: 'As a command answered it: the answer shows what that command did.',
    limit: 'How many at most.',
    after: 'The `next` of the page before.',
    text: 'Words, or beginnings of words.',
    specialization: 'Spelled as `listSpecializations` spells it.',
    language: 'BCP 47, such as pt: the doctor speaks it.',
    gender: 'Of the doctor.',
    way: 'How the doctor sees patients, among other ways.',
    feeFrom: 'The least that a consultation costs.',
    feeTo: 'The most.',
    ratingFrom: 'Rated so well on average, or better.',
    sort: 'What comes first.',
    visitTypeId: 'One that the doctor offers.',
    from: 'The first day; of slots today in the zone of the doctor, unless told.',
    to: 'The last day.',
    status: 'Only those that stand so.',
    doctorId: 'Only those with this doctor.',
    patientId: 'Only those of this patient.',
    userId: 'Only those of the patients whom this account looks after.',
    role: 'Only those of this role.',
    days: 'How many days.',
    subject: 'An id that the event names.',
    stream: 'Only those of this stream.',
    type: 'Only those of this type.',
    actorId: 'Only what this account did.',
    actorRole: 'Only what was done in this role.',
    correlationId: 'Only what came of one request.',
    recordedFrom: 'Recorded then or later.',
    recordedTo: 'Recorded then or earlier.',
    at: 'After the event of this revision, or after all that was recorded by then; after everything, unless told.',
    when: 'What is not over yet, or what is.',
  },
  fields: {
    isWords: { type: 'string', maxLength: 100 },
    isRevisionOrInstant: { type: 'string' },
    isFirstDay: { type: 'string', format: 'date' },
  },
};
