import { isId } from '@careconnect/platform/http/fields.ts';
import { meaning } from '@careconnect/platform/http/meaning.ts';
import { invalidRequest } from '@careconnect/platform/http/problem.ts';
import type { Check } from '@careconnect/platform/http/validation.ts';
import type { Request } from 'express';

/** The caller's name for this one wish: asked again under it, the answer is the same and nothing is done twice. */
export const idempotencyKey = (req: Pick<Request, 'get'>): string => {
  const key = req.get('Idempotency-Key');
  if (isId(key)) return key.toLowerCase();
  throw invalidRequest([
    { in: 'headers', field: 'Idempotency-Key', message: 'the header Idempotency-Key must be a UUID' },
  ]);
};

/** The route does not go on without one. */
// biome-ignore lint/complexity/noBannedTypes: it checks no part of the request's shape
export const keyed: Check<{}> = meaning({ in: 'headers', name: 'Idempotency-Key' }, (req, _res, next) => {
  idempotencyKey(req);
  next();
});
