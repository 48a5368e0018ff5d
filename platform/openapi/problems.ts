import { problemBase } from '../http/problem.ts';
import type { RegisteredRoute } from '../http/routes.ts';
import type { ProblemKind } from './described.ts';
import { type JsonSchema, list, object, oneOf, reference, text } from './shape.ts';

/** What platform/http answers by itself. */
export const ownProblems: Readonly<Record<string, ProblemKind>> = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    data: object({
      errors: list(
        object({
          in: oneOf('body', 'params', 'query', 'headers'),
          field: text('As a path into the body, such as windows[0].from; empty for the whole.'),
          message: text('What is allowed. Never what was sent.'),
        }),
        'One for each field that is not as it should be.',
      ),
    }),
  },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'There is nothing here, or it is not yours to see' },
  'precondition-failed': { status: 412, title: 'It has changed meanwhile' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  unexpected: { status: 500, title: 'Something went wrong on our side' },
};

/** Those of them that a route can answer, as its checks and its door say. */
export const ownProblemsOf = ({ method, roles, checks }: RegisteredRoute): string[] => {
  const takesBody = checks.some((check) => check.in === 'body');
  const conditional = checks.some((check) => check.in === 'headers' && check.name === 'If-Match');
  return [
    ...(method === 'GET' && checks.length === 0 ? [] : ['invalid-request']),
    ...(takesBody ? ['malformed-json', 'too-large', 'unsupported-media-type'] : []),
    ...(roles === 'anyone' ? [] : ['unauthorized', 'forbidden']),
    ...(conditional ? ['precondition-failed'] : []),
    'unexpected',
  ];
};

export const problemName = (code: string): string => `Problem.${code}`;

/** Members that all problems have (RFC 9457, and two of our own). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description:
    'Problem details (RFC 9457). `type` and `code` are stable and say what kind it is; `title` and `detail` are for people.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'The last part of the type.' },
    detail: { type: 'string' },
    correlationId: { type: 'string', format: 'uuid', description: 'Under which it was recorded.' },
  },
  required: ['type', 'title', 'status', 'code', 'correlationId'],
};

export const problemSchemaOf = (code: string, { status, title, data }: ProblemKind): JsonSchema => {
  const { properties = {}, required = [] } = (data?.schema ?? {}) as { properties?: object; required?: string[] };
  return {
    description: title,
    allOf: [
      reference('Problem'),
      {
        type: 'object',
        properties: {
          type: { const: problemBase + code },
          status: { const: status },
          code: { const: code },
          ...properties,
        },
        ...(required.length > 0 ? { required } : {}),
      },
    ],
  };
};
