import { Agent, type ClientRequest, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { problemBase } from '@careconnect/platform/http/problem.ts';
import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import helmet from 'helmet';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { apiPages } from './api-pages/routes.ts';
import { builtClient } from './client.ts';

/** Where the parts of the origin are, each as http://host:port. Those that are not named are reached past the gateway. */
export type Behind = Partial<Record<'commands' | 'queries' | 'projectors' | 'mailbox' | 'sandbox', string | undefined>>;

export type GatewayOptions = {
  port: number;
  host?: string;
  behind: Behind;
  clientFolder: string;
  /** Browsers remember to come over HTTPS alone. */
  httpsOnly?: boolean;
};
export type Gateway = { port: number; stop(): Promise<void> };

/** One origin for the browser: the client's files, and the services under their own paths with their own headers. */
export const serveGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { port, host, behind, clientFolder, httpsOnly = false } = options;
  // Without a bound: each live page holds a connection for as long as it is open.
  const agent = new Agent({ keepAlive: true });
  const app = express().disable('x-powered-by');
  app.get('/health/:which', (_req, res) => {
    res.json({ status: 'up' });
  });
  app.use(lengthIsTold);
  for (const [prefix, part] of Object.entries(prefixes)) {
    const target = behind[part];
    if (target) app.use(forward(prefix, target, agent));
  }
  // Not on one machine over plain HTTP: a browser that remembered HTTPS for it could not come back.
  if (httpsOnly) app.use(helmet.strictTransportSecurity({ maxAge: 365 * 24 * 60 * 60, includeSubDomains: true }));
  app.use(compression());
  app.use('/api', apiPages());
  app.use(builtClient(clientFolder), nothingHere);

  const server = createServer(app);
  // Longer than the idle time of the usual load balancers (60 s), or they send a request into a closing connection.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      const impatience = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed.finally(() => clearTimeout(impatience));
      agent.destroy();
    },
  };
};

/** What is under way may end; whoever watches a live stream comes back by itself. */
const drainMs = 1_000;

/** Which part answers below a path. */
export const prefixes = {
  '/commands': 'commands',
  '/queries': 'queries',
  '/admin/rebuild': 'projectors',
  '/admin/dead-letters': 'projectors',
  '/admin/dependencies': 'projectors',
  '/mailbox': 'mailbox',
  '/sandbox': 'sandbox',
} as const satisfies Record<string, keyof Behind>;

const nothingHere: ErrorRequestHandler = (error, _req, res, _next) => {
  res
    .status(error.status ?? 500)
    .type('text')
    .send('Nothing is here.\n');
};

const forward = (prefix: string, target: string, agent: Agent): RequestHandler =>
  createProxyMiddleware({
    target,
    pathFilter: (path) => path === prefix || path.startsWith(`${prefix}/`),
    agent,
    xfwd: true,
    on: { proxyReq: letGo, proxyRes: breakOffToo, error: (error, _req, res) => unanswered(error, res) },
  }) as unknown as RequestHandler;

/** The proxy says of these that they hold nothing, and sends what they hold: a service would read it as a request of its own. */
const lengthIsTold: RequestHandler = ({ method, headers }, res, next) => {
  const hidden = ['DELETE', 'OPTIONS'].includes(method) && headers['transfer-encoding'] !== undefined;
  if (hidden) refuse(res, lengthRequired);
  else next();
};

/** The service would go on for nobody: a live stream counts among those of an account. */
const letGo = (asked: ClientRequest, _req: unknown, res: ServerResponse): void => {
  res.once('close', () => res.writableFinished || asked.destroy());
};

/** Whoever reads would wait for the rest. */
const breakOffToo = (answer: IncomingMessage, _req: unknown, res: ServerResponse): void => {
  answer.once('close', () => answer.complete || res.destroy());
};

const unanswered = (error: NodeJS.ErrnoException, res: ServerResponse<IncomingMessage> | Socket): void => {
  if (!('setHeader' in res) || res.headersSent) res.destroy();
  else if (error.code === 'ECONNREFUSED') refuse(res, starting, { 'Retry-After': '1' });
  else refuse(res, brokenOff);
};

const starting = {
  status: 503,
  code: 'starting',
  title: 'This part is starting',
  detail: 'Please try again in a moment.',
};
const brokenOff = {
  status: 502,
  code: 'broken-off',
  title: 'This part broke off',
  detail: 'Asking again is safe: it is quiet.',
};
const lengthRequired = {
  status: 411,
  code: 'length-required',
  title: 'The length is missing',
  detail: 'Say how long the body is.',
};

const refuse = (res: ServerResponse, problem: typeof starting, headers: Record<string, string> = {}): void => {
  res.writeHead(problem.status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...headers,
  });
  res.end(JSON.stringify({ type: problemBase + problem.code, ...problem }));
};
