import { createHttpApp } from '@careconnect/platform/http/app.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import type { Api, ProblemKind } from '@careconnect/platform/openapi/described.ts';
import { type JsonSchema, object } from '@careconnect/platform/openapi/shape.ts';
import { accountApi, offer, sessionApi } from './accounts/api.ts';
import { refreshCookie } from './accounts/refresh-cookie.ts';
import { backupApi } from './backups/api.ts';
import type { Parts } from './container.ts';
import { dayApi } from './days/api.ts';
import { doctorApi } from './doctors/api.ts';
import { feedbackApi } from './feedback/api.ts';
import { letterApi } from './letters/api.ts';
import { patientApi } from './patients/api.ts';
import { paymentApi } from './payments/api.ts';
import { personalDataApi } from './personal-data/api.ts';
import { refusalData } from './refusal-data.ts';
import { refusals } from './refusals.ts';
import { registerRoutes } from './routes.ts';

const ofRules: Record<string, ProblemKind> = Object.fromEntries(
  Object.entries(refusals).map(([code, kind]) => {
    const data = refusalData[code as keyof typeof refusalData];
    return [code, data === null ? kind : { ...kind, data }];
  }),
);

/** What is refused beyond the rules of the domain. */
const further: Record<string, ProblemKind> = {
  'bad-credentials': { status: 401, title: 'E-mail address or password is wrong' },
  'code-needed': { status: 401, title: 'The code of your second factor is needed' },
  'second-factor-to-set-up': { status: 401, title: 'Your role needs a second factor', data: object({ offer }) },
  'second-factor-required': { status: 403, title: 'Your role needs a second factor' },
  'too-many-attempts': { status: 429, title: 'Too many attempts', headers: ['Retry-After'] },
  'payment-under-way': { status: 409, title: 'The payment is under way' },
  'provider-away': { status: 503, title: 'One cannot pay online at the moment', headers: ['Retry-After'] },
  'unproven-notice': { status: 400, title: 'Nothing proves who wrote this' },
  busy: { status: 503, title: 'Too many people are signing in', headers: ['Retry-After'] },
  'try-again': { status: 503, title: 'It is not known whether this was done', headers: ['Retry-After'] },
};

/** What the field checks of fields.ts and beside the routes mean. */
const fields: Record<string, JsonSchema> = {
  isZone: { type: 'string', maxLength: 64, examples: ['America/Sao_Paulo'] },
  isCountry: { type: 'string', pattern: '^[A-Z]{2}$', examples: ['BR'] },
  isClosingTime: { type: 'string', pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' },
  isInstantOr: { type: 'string' },
  isCurrency: { type: 'string', pattern: '^[A-Z]{3}$', examples: ['BRL'] },
  isNotCommon: { type: 'string', description: 'not among those that are guessed first' },
};

const registered = () => {
  const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
  registerRoutes({ routes: http.routes } as Parts);
  return http.registered;
};

/** The commands as outsiders see them. */
export const api: Api = {
  title: 'CareConnect commands',
  text: `Everything that changes something. A command answers with the \`position\` it wrote in the log; a query that names this position shows
what the command did. Whoever makes a thing chooses its id (or sends an \`Idempotency-Key\`): asking the very same again is quiet, and
the same id with other content is refused with 422 \`asked-differently\`. A property that is not known is refused, as is every field that
is not as it should be, each with a word of its own. What belongs to another answers like what does not exist.`.replaceAll(
    '\n',
    ' ',
  ),
  chapters: [
    accountApi,
    sessionApi,
    letterApi,
    backupApi,
    patientApi,
    doctorApi,
    dayApi,
    paymentApi,
    feedbackApi,
    personalDataApi,
  ],
  registered: registered(),
  problems: { ...ofRules, ...further },
  always: ['try-again'],
  fields,
  cookie: refreshCookie,
};
