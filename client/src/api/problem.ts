import type { RefusalCode, Refusals } from '@careconnect/domain/refusal.ts';
import type { SerializedError } from '@reduxjs/toolkit';
import type { FetchBaseQueryError } from '@reduxjs/toolkit/query';

export type FieldError = { field: string; message: string };

/** Why there is no answer, told apart by what a person can do about it. */
export type Problem =
  /** Nobody answered: whether a command arrived is unknown. */
  | { is: 'Unreachable' }
  /** Overloaded, starting, or not yet as far as asked: later is fine. */
  | { is: 'Busy'; retryAfterSeconds: number }
  /** The token is missing or no longer valid. */
  | { is: 'SignedOut' }
  /** A rule said no, or the request is not valid (RFC 9457). */
  | { is: 'Refused'; status: number; code: string; title: string; detail?: string; errors: FieldError[]; data: object }
  /** Something is broken on the other side. */
  | { is: 'Failed' };

type Answered = { headers: Headers } | undefined;

/** Reads what went wrong out of what the fetch answered. */
export const problemOf = (error: FetchBaseQueryError, response: Answered): Problem => {
  switch (error.status) {
    case 'FETCH_ERROR':
    case 'TIMEOUT_ERROR':
      return { is: 'Unreachable' };
    case 'PARSING_ERROR':
      if (isLater(error.originalStatus)) return busy(response);
      return isUnreadable(error) ? { is: 'Failed' } : { is: 'Unreachable' };
    case 'CUSTOM_ERROR':
      return { is: 'Failed' };
    default:
      return answeredWith(error.status, error.data, response);
  }
};

/** All of it came, and is no JSON; else it was broken off, or took too long. */
const isUnreadable = ({ error }: { error: string }): boolean => error.startsWith('SyntaxError');

const answeredWith = (status: number, body: unknown, response: Answered): Problem => {
  if (isLater(status)) return busy(response);
  const details = detailsOf(body);
  if (status === 401 && !isAboutSigningIn(details?.code)) return { is: 'SignedOut' };
  if (status >= 500 || !details) return { is: 'Failed' };
  return { is: 'Refused', status, ...details };
};

/** 401 for what was shown to sign in, not for a token. */
const isAboutSigningIn = (code: string | undefined): boolean =>
  ['bad-credentials', 'code-needed', 'code-not-good', 'second-factor-to-set-up'].includes(code ?? '');

/** 503 is said before anything was done, 502 and 504 by a proxy that lost sight of it: asking again is safe for all. */
const isLater = (status: number): boolean => [502, 503, 504].includes(status);

const busy = (response: Answered): Problem => ({
  is: 'Busy',
  retryAfterSeconds: Math.min(Math.max(Number(response?.headers.get('retry-after')) || 1, 1), 60),
});

type Details = { code: string; title: string; detail?: string; errors: FieldError[]; data: object };

const detailsOf = (body: unknown): Details | undefined => {
  if (typeof body !== 'object' || body === null) return undefined;
  const { code, title, detail, errors, type: _type, status: _status, ...data } = body as Record<string, unknown>;
  if (typeof code !== 'string' || typeof title !== 'string') return undefined;
  return {
    code,
    title,
    ...(typeof detail === 'string' ? { detail } : {}),
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
    data,
  };
};

const isFieldError = (error: unknown): error is FieldError =>
  typeof error === 'object' &&
  error !== null &&
  typeof (error as FieldError).field === 'string' &&
  typeof (error as FieldError).message === 'string';

/** What a rule told along with its refusal, when it was this rule. */
export const refusedAs = <Code extends RefusalCode>(
  problem: Problem | undefined,
  ...codes: readonly Code[]
): Refusals[Code] | undefined =>
  problem?.is === 'Refused' && (codes as readonly string[]).includes(problem.code)
    ? (problem.data as Refusals[Code])
    : undefined;

/** Whether a query failed because there is no such thing, or none that this person may see. */
export const isMissing = (error: Problem | SerializedError | undefined): boolean =>
  error !== undefined && 'is' in error && error.is === 'Refused' && error.status === 404;

/** What a query or a command failed with; anything else than a problem is a mistake of ours. */
export const problemIn = (error: Problem | SerializedError): Problem => ('is' in error ? error : { is: 'Failed' });
