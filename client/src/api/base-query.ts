import { type BaseQueryApi, type BaseQueryFn, fetchBaseQuery } from '@reduxjs/toolkit/query';
import type { Renew } from '../session/renewing.ts';
import { renewed, type Session, selectToken, sessionExpired, signedIn } from '../session/session.ts';
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

/** Beside what is answered: which state of what is shown it is, where the server says so (docs/adr/0014). */
export type Answered = { tag: string | null };

type Store = Pick<BaseQueryApi, 'getState' | 'dispatch'>;
type Known = { session: Session; newest: NewestPosition };

/** A query that is answered with "later" is asked again so often; a command never is, for a person decides that. */
const moreTries = 3;

/** A token that has less than this to live is renewed before it is used. */
const shortestLifeMs = 60_000;

/** Asks as whoever is signed in, for as long as the session can be renewed; reads its own writes, and tells what went wrong as a Problem. */
export const askingAt = (origin: string, renew?: Renew): BaseQueryFn<Ask, unknown, Problem, object, Answered> => {
  const asked = fetchBaseQuery({ baseUrl: origin, timeout: 15_000 });
  return async (ask, api, extra) => {
    const isQuery = (ask.method ?? 'GET') === 'GET';
    let refused = false;
    for (let tries = 0; ; tries += 1) {
      const token = ask.anyone ? undefined : await tokenFor(api, renew);
      const { data, error, meta } = await asked(requestFor(ask, token, api), api, extra);
      if (!error) {
        const position = isQuery ? undefined : positionIn(data);
        if (position !== undefined) api.dispatch(wrote(position));
        return { data, meta: { tag: meta?.response?.headers.get('ETag') ?? null } };
      }
      const problem = problemOf(error, meta?.response);
      if (problem.is === 'SignedOut' && token !== undefined) {
        // Nothing was done, so the very same may be asked again under a new token, once.
        const outcome = refused || !renew ? 'over' : await renewFrom(token, api, renew);
        if (outcome === 'unreachable') return { error: { is: 'Unreachable' } };
        refused = true;
        if (outcome === 'renewed') continue;
        api.dispatch(sessionExpired(token));
      }
      if (problem.is !== 'Busy' || !isQuery || tries >= moreTries || api.signal.aborted) return { error: problem };
      await pause(problem.retryAfterSeconds, api.signal);
    }
  };
};

/** Undefined when nobody is signed in. */
export const tokenFor = async (api: Store, renew: Renew | undefined): Promise<string | undefined> => {
  const { session } = api.getState() as Known;
  if (session.is !== 'SignedIn') return undefined;
  if (renew && Date.parse(session.expiresAt) - Date.now() < shortestLifeMs)
    await renewFrom(session.accessToken, api, renew);
  return selectToken(api.getState() as Known);
};

/** Whether the same person may go on. Somebody else may have signed in meanwhile, in another tab of this browser. */
export const renewFrom = async (
  token: string,
  api: Store,
  renew: Renew,
): Promise<'renewed' | 'over' | 'unreachable'> => {
  const before = (api.getState() as Known).session;
  if (before.is !== 'SignedIn') return 'over';
  if (before.accessToken !== token) return 'renewed';
  const renewal = await renew();
  const { session } = api.getState() as Known;
  if (renewal.is === 'Unreachable') return 'unreachable';
  if (session.is !== 'SignedIn' || renewal.is === 'Over') return 'over';
  const same = renewal.signedIn.user.userId === session.user.userId;
  api.dispatch(same ? renewed(renewal.signedIn) : signedIn(renewal.signedIn));
  return same ? 'renewed' : 'over';
};

const requestFor = (
  { anyone: _, headers, params, method = 'GET', ...rest }: Ask,
  token: string | undefined,
  api: BaseQueryApi,
) => {
  const { position } = (api.getState() as Known).newest;
  const asked = { ...params, ...(method === 'GET' && position !== null ? { position } : {}) };
  return {
    ...rest,
    method,
    headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    // Where nothing is asked, an empty list would leave a question mark behind the address.
    ...(Object.values(asked).some((value) => value !== undefined) && { params: asked }),
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
