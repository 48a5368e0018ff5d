import type { Request, Response } from 'express';

export const refreshCookie = 'careconnect-refresh';

/** Sent to nothing but the commands about sessions, never to a script, never from another site. */
const attributes = ({ secure }: Pick<Request, 'secure'>) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/commands/sessions', secure }) as const;

type Asking = Pick<Request, 'secure' | 'headers'>;

export const readRefreshCookie = ({ headers }: Asking): string | null => {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${refreshCookie}=`))?.slice(refreshCookie.length + 1) ?? null;
};

export const setRefreshCookie = (req: Asking, res: Response, token: string, until: string): void => {
  res.cookie(refreshCookie, token, { ...attributes(req), expires: new Date(until) });
};

export const clearRefreshCookie = (req: Asking, res: Response): void => {
  res.clearCookie(refreshCookie, attributes(req));
};
