import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
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

/** Gives the request its ids. */
export const identify = (req: Request): Pick<Request, 'requestId' | 'correlationId'> => {
  const asked = req.headers['x-correlation-id'];
  req.requestId = randomUUID();
  req.correlationId = isId(asked) ? asked.toLowerCase() : req.requestId;
  return req;
};

/** Answers the ids of the request, and runs everything that follows under them. */
export const correlated: RequestHandler = (req, res, next) => {
  const { requestId, correlationId } = identify(req);
  res.set({ 'X-Request-Id': requestId, 'X-Correlation-Id': correlationId });
  withCorrelation({ correlationId, requestId }, next);
};

/** One line per answer. The route's pattern, never its address: addresses carry what people typed. */
export const follow = (log: Log, req: Request, res: ServerResponse): void => {
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
};

export const logged =
  (log: Log): RequestHandler =>
  (req, res, next) => {
    follow(log, req, res);
    next();
  };
