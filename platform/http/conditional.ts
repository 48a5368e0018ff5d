import type { RequestHandler } from 'express';
import { wantedBy } from './entity-tag.ts';
import { meaning } from './meaning.ts';
import { invalidRequest } from './problem.ts';
import type { Check } from './validation.ts';

declare global {
  namespace Express {
    interface Request {
      /** Whether If-Match, where it was sent, wants a stream at this revision. */
      expected?: (streamName: string, revision: bigint | 'no_stream') => boolean;
    }
  }
}

/** The route changes one stream, and only at the revision that If-Match names, where the caller sends it (ADR 14). */
// biome-ignore lint/complexity/noBannedTypes: it checks no part of the request's shape
export const conditional: Check<{}> = meaning({ in: 'headers', name: 'If-Match' }, (req, _res, next) => {
  const ifMatch = req.get('If-Match');
  if (ifMatch !== undefined) req.expected = wantedBy(ifMatch);
  next();
});

/** Whoever sets a condition must not be served as if there were none. */
export const unconditional: RequestHandler = (req, _res, next) => {
  if (req.get('If-Match') === undefined) return next();
  throw invalidRequest([{ in: 'headers', field: 'If-Match', message: 'the header If-Match is not taken here' }]);
};
