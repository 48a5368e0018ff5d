import type { SignedIn } from '../api/answers.ts';

export type Renewal =
  | { is: 'Renewed'; signedIn: SignedIn }
  /** The session has ended, or there never was one. */
  | { is: 'Over' }
  /** Nobody knows: later it may go on. */
  | { is: 'Unreachable' };

export type Renew = () => Promise<Renewal>;

type Locks = { request(name: string, work: () => Promise<Renewal>): Promise<Renewal> };
type Browser = { localStorage: Storage; navigator: { locks?: Locks | LockManager } };

/** Under which name the renewal under way is asked for: no secret, it only says that it is the same wish. */
const place = 'careconnect.renewal';
const patienceMs = 15_000;

/**
 * Renews the session by the cookie that no script sees. One at a time in the whole browser, and always asked again under the
 * same name until there is an answer: a cookie that was used up is taken again only under that name.
 */
export const renewingAt = (origin: string, { localStorage, navigator }: Browser): Renew => {
  const once = async (): Promise<Renewal> => {
    const key = localStorage.getItem(place) ?? crypto.randomUUID();
    localStorage.setItem(place, key);
    const renewal = await ask(origin, key);
    if (renewal.is !== 'Unreachable') localStorage.removeItem(place);
    return renewal;
  };
  let underWay: Promise<Renewal> | undefined;
  return () => {
    underWay ??= ((navigator.locks as Locks | undefined) ?? alone).request(place, once).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
};

const alone: Locks = { request: (_name, work) => work() };

const ask = async (origin: string, key: string): Promise<Renewal> => {
  try {
    const response = await fetch(`${origin}commands/sessions/refresh`, {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      // Goes on while the page is left, so that the browser keeps the new cookie.
      keepalive: true,
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) return { is: 'Renewed', signedIn: (await response.json()) as SignedIn };
    return response.status === 401 ? { is: 'Over' } : { is: 'Unreachable' };
  } catch {
    return { is: 'Unreachable' };
  }
};
