import { type BaseQueryApi, type BaseQueryFn, fetchBaseQuery } from '@reduxjs/toolkit/query';
import { type Session, selectToken, sessionExpired } from '../session/session.ts';
import { type NewestPosition, positionIn, wrote } from './position.ts';
import { type Problem, problemOf } from './problem.ts';

export type Ask = {
  url: string;
  method?: 'GET' | 'PUT' | 'POST';
  body?: object;
  params?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  /** Anyone may ask: sent without the token, so that an old one does no harm. */
  anyone?: true;
};

type Known = { session: Session; newest: NewestPosition };

/** A query that is answered with "later" is asked again so often; a command never is, for a person decides that. */
const moreTries = 3;

/** Asks as whoever is signed in, reads its own writes, and tells what went wrong as a Problem. */
export const askingAt = (origin: string): BaseQueryFn<Ask, unknown, Problem> => {
  const asked = fetchBaseQuery({ baseUrl: origin, timeout: 15_000 });
  return async (ask, api, extra) => {
    const isQuery = (ask.method ?? 'GET') === 'GET';
    for (let tries = 0; ; tries += 1) {
      const token = ask.anyone ? undefined : selectToken(api.getState() as Known);
      const { data, error, meta } = await asked(requestFor(ask, token, api), api, extra);
      if (!error) {
        const position = isQuery ? undefined : positionIn(data);
        if (position !== undefined) api.dispatch(wrote(position));
        return { data };
      }
      const problem = problemOf(error, meta?.response, token !== undefined);
      if (problem.is === 'SignedOut' && token !== undefined) api.dispatch(sessionExpired(token));
      if (problem.is !== 'Busy' || !isQuery || tries >= moreTries || api.signal.aborted) return { error: problem };
      await pause(problem.retryAfterSeconds, api.signal);
    }
  };
};

const requestFor = (
  { anyone: _, headers, params, method = 'GET', ...rest }: Ask,
  token: string | undefined,
  api: BaseQueryApi,
) => {
  const { position } = (api.getState() as Known).newest;
  return {
    ...rest,
    method,
    headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    params: { ...params, ...(method === 'GET' && position !== null ? { position } : {}) },
  };
};

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
