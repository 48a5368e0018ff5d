import type { AnswerHeader } from './described.ts';
import type { JsonSchema } from './shape.ts';

type Parts = Readonly<Record<string, JsonSchema>>;

const uuid: JsonSchema = { type: 'string', format: 'uuid' };

/** What callers may or must send beside the token. */
export const requestHeaders: Parts = {
  'X-Correlation-Id': {
    name: 'X-Correlation-Id',
    in: 'header',
    description: 'Joins all that comes of one cause, in logs and events. Without it, each request is its own cause.',
    schema: uuid,
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'Your name for this one wish. Asked again under it, the answer is the same and nothing is done twice; with other content it is refused (422 `asked-differently`).',
    schema: uuid,
  },
  'Stripe-Signature': {
    name: 'Stripe-Signature',
    in: 'header',
    required: true,
    description: 'Proves that the payment provider wrote the body, and when.',
    schema: { type: 'string' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description:
      'The ETag of what you saw when you decided (or several, or `*`). If it has changed meanwhile, nothing is done (412 `precondition-failed`); what is done already stays a quiet yes.',
    schema: { type: 'string' },
  },
};

export const answerHeaders: Readonly<
  Record<AnswerHeader | 'X-Correlation-Id' | 'X-Request-Id' | 'Retry-After' | 'WWW-Authenticate', JsonSchema>
> = {
  'X-Correlation-Id': {
    description: 'The cause under which this was done and recorded.',
    required: true,
    schema: uuid,
  },
  'X-Request-Id': { description: 'One for each request.', required: true, schema: uuid },
  ETag: {
    description:
      'A strong, opaque tag. Of what commands decide on, the next command may name it in `If-Match`; of a query, the next may name it in `If-None-Match`, and is answered 304 while nothing is different.',
    required: true,
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'After how many seconds to ask again.', required: true, schema: { type: 'integer' } },
  'WWW-Authenticate': { description: 'That a bearer token is needed, or is not good.', schema: { type: 'string' } },
  'Set-Cookie': {
    description: 'The refresh token of the session, or its end; no script can read it.',
    schema: { type: 'string' },
  },
  'Cache-Control': { description: 'How long the answer may be kept.', schema: { type: 'string' } },
};

/** References to headers of an answer. */
export const headersOf = (...names: (keyof typeof answerHeaders)[]): JsonSchema =>
  Object.fromEntries(
    (['X-Correlation-Id', 'X-Request-Id', ...names] as const).map((name) => [
      name,
      { $ref: `#/components/headers/${name}` },
    ]),
  );
