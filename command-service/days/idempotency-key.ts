import { isId } from '@careconnect/platform/http/fields.ts';
import { invalidRequest } from '@careconnect/platform/http/problem.ts';
import type { Request } from 'express';

/** The caller's name for this one wish: asked again under it, the answer is the same and nothing is done twice. */
export const idempotencyKey = (req: Pick<Request, 'get'>): string => {
  const key = req.get('Idempotency-Key');
  if (isId(key)) return key.toLowerCase();
  throw invalidRequest([
    { in: 'headers', field: 'Idempotency-Key', message: 'the header Idempotency-Key must be a UUID' },
  ]);
};
