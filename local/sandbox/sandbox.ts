import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import express from 'express';
import { openLedger } from './ledger.ts';
import { payPages } from './pages.ts';
import { stripeApi } from './stripe-api.ts';
import { tellingTo } from './telling.ts';

export type SandboxOptions = {
  folder: string;
  /** 0 takes a free one. */
  port: number;
  /** What the command-service shows to be let in, and what its notices are signed with. */
  key: string;
  noticeSecret: string;
  noticesUrl: string;
  /** Where a browser finds the pages, without /sandbox; its own address unless told. */
  site?: string;
  log: Log;
};

export type Sandbox = { port: number; url: string; stop(): Promise<void> };

/** Stripe for one machine: its API at /v1, pages to pay on at /sandbox, and signed notices to the webhook. */
export const serveSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { folder, key, noticeSecret: secret, noticesUrl, log } = options;
  const ledger = await openLedger(folder);
  const telling = await tellingTo({ ledger, noticesUrl, secret, log });
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  app.get('/health/:which', (_req, res) => {
    res.json({ status: 'up' });
  });
  app.use('/v1', stripeApi({ ledger, key, pageOf: (id) => `${options.site ?? url}/sandbox/${id}` }));
  app.use('/sandbox', payPages({ ledger, telling }));
  log.info({ port }, 'Sandbox of payments open');
  return {
    port,
    url,
    stop: async () => {
      telling.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
};
