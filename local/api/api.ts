import { setTimeout as pause } from 'node:timers/promises';
import { type Exchange, type Exchanged, exchange } from './exchange.ts';

/** What the service answered instead of doing it: problem details with their stable code. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }
}

/** The system did not answer, for longer than anybody would wait. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export type Answer = Readonly<Record<string, unknown>>;
export type Ask = { method: 'GET' | 'PUT' | 'POST'; path: string; body?: object; headers?: Record<string, string> };
/** Resolves with the answer's body. @throws Refused, Unanswered */
export type Api = (ask: Ask) => Promise<Answer>;

export type ApiOptions = {
  /** Of the gateway. */
  url: string;
  /** How long a part that is being restarted is waited for. */
  patienceMs?: number;
};

/**
 * Calls the public HTTP API. Whatever is asked here may be asked again (ids and keys come from the caller), so an answer that
 * did not arrive is asked for until it does.
 */
export const callApi = ({ url, patienceMs = 60_000 }: ApiOptions): Api => {
  return async ({ method, path, body, headers = {} }) => {
    const request = {
      method,
      headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    for (let tries = 0, until = Date.now() + patienceMs; ; tries += 1) {
      const outcome = await once(new URL(path, url), request);
      if ('answer' in outcome) return outcome.answer;
      if (Date.now() > until) throw new Unanswered(`${url} does not answer: ${outcome.why}`);
      await pause(outcome.waitMs ?? Math.min(2_000, 50 * 2 ** tries));
    }
  };
};

type Outcome = { answer: Answer } | { why: string; waitMs?: number };

const answerTimeoutMs = 15_000;
const passing = new Set([429, 502, 503, 504]);

const once = async (url: URL, request: Exchange): Promise<Outcome> => {
  let answer: Exchanged;
  try {
    answer = await exchange(url, request, answerTimeoutMs);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { why: code ?? message };
  }
  const { status, headers, text } = answer;
  const body = bodyOf(text);
  if (status < 300) return { answer: body };
  const why = String(body.detail ?? body.title ?? `status ${status}`);
  if (!passing.has(status)) throw new Refused(status, String(body.code), why, body);
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? { why, waitMs: seconds * 1_000 } : { why };
};

/** What a proxy in between says need not be JSON. */
const bodyOf = (text: string): Record<string, unknown> => {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return {};
  }
};

export type Credentials = { email: string; password: string };

const minute = 60_000;

/** The same API for somebody who is signed in, and is signed in again before that runs out. */
export const signedIn = (api: Api, credentials: Credentials): Api => {
  let session: Promise<{ token: string; until: number }> | undefined;
  const signIn = async () => {
    const { accessToken, expiresAt } = await api({ method: 'POST', path: '/commands/sessions', body: credentials });
    return { token: String(accessToken), until: Date.parse(String(expiresAt)) };
  };
  const token = async (): Promise<string> => {
    session ??= signIn();
    const mine = session;
    const known = await mine.catch((error) => {
      if (session === mine) session = undefined;
      throw error;
    });
    if (known.until - Date.now() > minute) return known.token;
    if (session === mine) session = undefined;
    return token();
  };
  return async (ask) => api({ ...ask, headers: { ...ask.headers, Authorization: `Bearer ${await token()}` } });
};
