import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import express from 'express';
import { openMailBox } from './mail-box.ts';
import { mailPages } from './pages.ts';
import { serveSmtp } from './smtp.ts';

export type MailboxOptions = {
  folder: string;
  keep?: number;
  /** 0 takes a free one. */
  ports: { smtp: number; http: number };
  log: Log;
};

export type Mailbox = { smtpPort: number; httpPort: number; stop(): Promise<void> };

/** A mail server for one machine: SMTP in, pages at /mailbox out, nothing delivered anywhere. */
export const serveMailbox = async ({ folder, keep, ports, log }: MailboxOptions): Promise<Mailbox> => {
  const box = await openMailBox(folder, keep);
  const smtp = await serveSmtp(box, ports.smtp);
  const app = express().disable('x-powered-by');
  app.get('/health/:which', (_req, res) => {
    res.json({ status: 'up' });
  });
  app.use('/mailbox', mailPages(box));
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(ports.http, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ port, count: box.list().length }, 'Mailbox open');
  return {
    smtpPort: smtp.port,
    httpPort: port,
    stop: async () => {
      await smtp.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
};
