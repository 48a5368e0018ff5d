import type { Serving } from '../server.ts';

/** Calls an app over its real port and reads what it answers. */
export const callerOf = ({ port }: Serving) => {
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined, text };
  };
  const post = (path: string, value: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof value === 'string' ? value : JSON.stringify(value),
    });
  return { call, post };
};
export type Caller = ReturnType<typeof callerOf>;
