import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../logging/logger.ts';
import { notFound, Problem, problem, problemBase } from './problem.ts';

/** What a domain refusal is here: an error with a stable code, and data that the caller may see. */
export type RefusalStatus = Readonly<Record<string, number | { status: number; title: string }>>;

export const unknownRoute: RequestHandler = () => {
  throw notFound();
};

/** The one place where anything thrown becomes an answer. */
export const answerErrors =
  (log: Log, refusals: RefusalStatus): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const answer = problemOf(error, refusals);
    if (answer.status >= 500) log.error({ err: error, route: req.route?.path, method: req.method }, 'Request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.status(answer.status).set(answer.headers).type('application/problem+json');
    res.send(
      JSON.stringify({
        ...answer.extras,
        type: problemBase + answer.code,
        title: answer.title,
        status: answer.status,
        code: answer.code,
        ...(answer.detail ? { detail: answer.detail } : {}),
        correlationId: req.correlationId,
      }),
    );
  };

const problemOf = (error: unknown, refusals: RefusalStatus): Problem =>
  error instanceof Problem ? error : (refused(error, refusals) ?? requestError(error) ?? unexpected());

const refused = (error: unknown, refusals: RefusalStatus): Problem | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code, data } = error as { code?: unknown; data?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(refusals, code)) return undefined;
  const entry = refusals[code] as RefusalStatus[string];
  const { status, title } = typeof entry === 'number' ? { status: entry, title: sentence(code) } : entry;
  return problem(status, kebab(code), title, error.message, typeof data === 'object' && data !== null ? data : {});
};

/** Errors of express and its body parser about the request itself; their texts quote the input, so they get ours. */
const requestError = (error: unknown): Problem | undefined => {
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (type === 'entity.parse.failed') return problem(400, 'malformed-json', 'The body is not JSON');
  if (type === 'entity.too.large')
    return problem(413, 'too-large', 'The body is too large', 'At most 100 kB are taken.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return problem(415, 'unsupported-media-type', 'The body must be JSON in UTF-8');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return problem(status, 'bad-request', 'The request cannot be understood');
  return undefined;
};

const unexpected = (): Problem =>
  problem(500, 'unexpected', 'Something went wrong on our side', 'It has been recorded under the correlation id.');

const kebab = (code: string): string =>
  code
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();

const sentence = (code: string): string => {
  const words = kebab(code).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
