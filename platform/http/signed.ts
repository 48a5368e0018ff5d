import type { IncomingMessage } from 'node:http';
import { meaning } from './meaning.ts';
import type { Check } from './validation.ts';

const bodies = new WeakMap<object, Buffer>();

/** For the body parser: keeps the bytes of a body for as long as its request lives. */
export const keepBytes = (req: IncomingMessage, _res: unknown, bytes: Buffer): void => {
  bodies.set(req, bytes);
};

/** The body exactly as it came, for whoever proves a signature over it. Empty when there was none, or no JSON. */
export const bytesOf = (req: object): Buffer => bodies.get(req) ?? Buffer.alloc(0);

/** The route takes what somebody has signed; whether it is signed well, the route says itself. */
// biome-ignore lint/complexity/noBannedTypes: it checks no part of the request's shape
export const signature = (name: 'Stripe-Signature'): Check<{}> =>
  meaning({ in: 'headers', name }, (_req, _res, next) => next());
