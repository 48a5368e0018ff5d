import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { withCorrelation } from '../logging/correlation.ts';
import type { Log } from '../logging/logger.ts';
import { isId } from './fields.ts';

declare global {
  namespace Express {
    interface Request {
      /** One per request. */
      requestId: string;
      /** One per cause: the caller's own if it sent a UUID, otherwise the request's id. */
      correlationId: string;
    }
  }
}

/** Gives the request its ids, answers them, and runs everything that follows under them. */
export const correlated: RequestHandler = (req, res, next) => {
  const asked = req.get('X-Correlation-Id');
  req.requestId = randomUUID();
  req.correlationId = isId(asked) ? asked.toLowerCase() : req.requestId;
  res.set({ 'X-Request-Id': req.requestId, 'X-Correlation-Id': req.correlationId });
  withCorrelation({ correlationId: req.correlationId, requestId: req.requestId }, next);
};

/** One line per answer. The route's pattern, never its address: addresses carry what people typed. */
export const logged =
  (log: Log): RequestHandler =>
  (req, res, next) => {
    const began = performance.now();
    res.on('close', () => {
      const route = req.route?.path as string | undefined;
      if (route?.startsWith('/health/')) return;
      const ms = Math.round(performance.now() - began);
      const { correlationId, requestId, actor, method } = req;
      const state = res.writableFinished ? 'answered' : 'broken off';
      const fields = { method, route: route ?? 'unknown', status: res.statusCode, ms, state, role: actor?.role };
      log.info({ ...fields, userId: actor?.userId, correlationId, requestId }, 'Request');
    });
    next();
  };
