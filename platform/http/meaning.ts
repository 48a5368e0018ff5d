import type { RequestHandler } from 'express';

/** What a check looks at, for whoever describes the routes. */
export type Meaning =
  | { in: 'body' | 'query'; shape: new () => object }
  | { in: 'params'; kinds: Readonly<Record<string, 'id' | 'date' | 'time' | 'text'>> }
  | { in: 'headers'; name: 'If-Match' | 'Idempotency-Key' | 'Stripe-Signature' }
  /** It may ask the caller to come again until what they have done can be seen. */
  | { in: 'position' };

const meanings = new WeakMap<object, Meaning>();

export const meaning = <Check extends RequestHandler>(what: Meaning, check: Check): Check => {
  meanings.set(check, what);
  return check;
};

export const meaningOf = (check: RequestHandler): Meaning | undefined => meanings.get(check);
