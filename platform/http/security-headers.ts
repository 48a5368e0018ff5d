import type { RequestHandler } from 'express';
import helmet from 'helmet';

const year = 365 * 24 * 60 * 60;

/** An API answers data, never pages: nothing may be loaded by, framed around or remembered of an answer. */
export const securityHeaders = (): RequestHandler[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: { maxAge: year, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  }),
  (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  },
];

const exposed = 'X-Correlation-Id, X-Request-Id, ETag, Retry-After, Location';
const methods = 'GET, POST, PUT, PATCH, DELETE';
const headers =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Correlation-Id';

/** Pages of these origins, spelled exactly, may call; no other page may read an answer. */
export const allowOrigins =
  (origins: readonly string[]): RequestHandler =>
  (req, res, next) => {
    const origin = req.get('Origin');
    res.vary('Origin');
    if (!origin || !origins.includes(origin)) return next();
    res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    if (req.method !== 'OPTIONS') {
      res.set('Access-Control-Expose-Headers', exposed);
      return next();
    }
    res.set({ 'Access-Control-Allow-Methods': methods, 'Access-Control-Allow-Headers': headers });
    res.set('Access-Control-Max-Age', '600').status(204).end();
  };
