import { setMaxListeners } from 'node:events';
import type { RequestListener } from 'node:http';
import express, { type RequestHandler } from 'express';
import type { Log } from '../logging/logger.ts';
import { answerErrors, type RefusalStatus, unknownRoute } from './errors.ts';
import { health, type Readiness } from './health.ts';
import { correlated, logged } from './request-log.ts';
import { createRouter, type RegisteredRoute, type Routes, routesOn } from './routes.ts';
import { allowOrigins, securityHeaders } from './security-headers.ts';
import { type ShortWay, shortWay } from './short-way.ts';
import { keepBytes } from './signed.ts';

export type HttpAppOptions = {
  log: Log;
  ready: () => Promise<Readiness>;
  /** What Prometheus is told at /metrics; without it there is no such page. */
  metrics?: () => Promise<string>;
  /** From platform/auth; without it only routes open to anyone can be registered. */
  authenticate?: RequestHandler;
  /** Refusal code to status (and title); the refusal's message becomes the detail, its data further members. */
  refusals?: RefusalStatus;
  /** Which proxies in front may be believed about the caller's address (express' `trust proxy`). None unless told. */
  trustProxy?: number | string[];
  /** Origins whose pages may call, e.g. `http://localhost:5173`. None unless told. */
  allowedOrigins?: readonly string[];
};

export type HttpApp = {
  /** Where the service registers its routes: `routes.post('/things', allow('ADMIN'), body(NewThing), async (req, res) => ...)`. */
  routes: Routes;
  registered: readonly RegisteredRoute[];
  listener: RequestListener;
  /** For routes whose answers can be ready. */
  shortWay: ShortWay;
  /** Aborted when the process begins to stop: endless answers (event streams) end then. */
  stopping: AbortSignal;
  /** Readiness turns red and `stopping` is aborted; requests are still answered. */
  drain(): void;
};

export const createHttpApp = (options: HttpAppOptions): HttpApp => {
  const app = express();
  const router = createRouter();
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // one for each endless answer
  const { routes, registered } = routesOn(router, options.authenticate);

  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustProxy ?? false);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(correlated, logged(options.log), ...securityHeaders(), allowOrigins(options.allowedOrigins ?? []));
  app.use(express.json({ limit: '100kb', strict: true, inflate: false, verify: keepBytes }));
  health(router, options.ready, stop.signal);
  const { metrics } = options;
  if (metrics)
    router.get('/metrics', async (_req, res) => void res.type('text/plain; version=0.0.4').send(await metrics()));
  app.use(router, unknownRoute, answerErrors(options.log, options.refusals ?? {}));

  const short = shortWay(options.log);
  const listener: RequestListener = (req, res) => {
    if (!short.answers(req, res)) app(req, res);
  };
  return { routes, registered, listener, shortWay: short, stopping: stop.signal, drain: () => stop.abort() };
};
