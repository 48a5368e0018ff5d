import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpApp } from './app.ts';

export type Serving = { port: number; stop(): Promise<void> };

export type ServeOptions = {
  host?: string;
  /** How long readiness is already red while new requests are still taken, so that a load balancer can look away. */
  noticeMs?: number;
  /** How long requests under way may take once no new ones are accepted. */
  drainMs?: number;
  /** How long a caller may take to send the headers of a request, 10 s unless told. The whole request has three times that. */
  headersTimeoutMs?: number;
};

/** Port 0 takes a free one. */
export const serve = async (app: HttpApp, port: number, options: ServeOptions = {}): Promise<Serving> => {
  const headersTimeout = options.headersTimeoutMs ?? 10_000;
  const server = createServer(
    {
      headersTimeout,
      requestTimeout: 3 * headersTimeout,
      connectionsCheckingInterval: headersTimeout / 2,
      maxHeaderSize: 16_384,
    },
    app.listener,
  );
  // Longer than the idle time of the usual load balancers (60 s), or they send a request into a closing connection.
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 0;
  await listening(server, port, options.host);
  closeConnectionsFrom(server, app.stopping);

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= stopServer(server, app, options.noticeMs ?? 0, options.drainMs ?? 10_000);
    return stopped;
  };
  return { port: (server.address() as AddressInfo).port, stop };
};

/** From then on every answer tells its caller to come back over another connection. */
const closeConnectionsFrom = (server: Server, stopping: AbortSignal): void => {
  const underWay = new Set<ServerResponse>();
  const last = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request, response) => {
    underWay.add(response.on('close', () => underWay.delete(response)));
    if (stopping.aborted) last(response);
  });
  stopping.addEventListener('abort', () => underWay.forEach(last));
};

const listening = (server: Server, port: number, host: string | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });

const stopServer = async (server: Server, app: HttpApp, noticeMs: number, drainMs: number): Promise<void> => {
  app.drain();
  if (noticeMs > 0) await new Promise((resolve) => setTimeout(resolve, noticeMs));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const impatience = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed.finally(() => clearTimeout(impatience));
};
