import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { problemBase } from '@careconnect/platform/http/problem.ts';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { apiPages } from './api-pages/routes.ts';
import { builtClient } from './client.ts';

/** Where the parts of the origin are, each as http://host:port. */
export type Behind = { commands: string; queries: string; projectors: string; mailbox?: string; sandbox?: string };

export type GatewayOptions = { port: number; host?: string; behind: Behind; clientFolder: string };
export type Gateway = { port: number; stop(): Promise<void> };

/** One origin for the browser: the client's files, and the services under their own paths with their own headers. */
export const serveGateway = async ({ port, host, behind, clientFolder }: GatewayOptions): Promise<Gateway> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const app = express().disable('x-powered-by');
  app.get('/health/:which', (_req, res) => {
    res.json({ status: 'up' });
  });
  app.use(forward('/commands', behind.commands, agent));
  app.use(forward('/queries', behind.queries, agent));
  app.use(forward('/admin/rebuild', behind.projectors, agent));
  app.use(forward('/admin/dead-letters', behind.projectors, agent));
  app.use(forward('/admin/dependencies', behind.projectors, agent));
  if (behind.mailbox) app.use(forward('/mailbox', behind.mailbox, agent));
  if (behind.sandbox) app.use(forward('/sandbox', behind.sandbox, agent));
  app.use('/api', apiPages());
  app.use(builtClient(clientFolder), nothingHere);

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
};

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
    on: { error: (error, _req, res) => unanswered(error, res) },
  }) as unknown as RequestHandler;

const unanswered = (error: NodeJS.ErrnoException, res: ServerResponse<IncomingMessage> | Socket): void => {
  if (!('setHeader' in res) || res.headersSent) {
    res.destroy();
    return;
  }
  const starting = error.code === 'ECONNREFUSED';
  const problem = starting
    ? { status: 503, code: 'starting', title: 'This part is starting', detail: 'Please try again in a moment.' }
    : { status: 502, code: 'broken-off', title: 'This part broke off', detail: 'Asking again is safe: it is quiet.' };
  res.writeHead(problem.status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(starting ? { 'Retry-After': '1' } : {}),
  });
  res.end(JSON.stringify({ type: problemBase + problem.code, ...problem }));
};
