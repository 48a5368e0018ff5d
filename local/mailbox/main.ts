import { integer, port, readConfig, text } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { serveMailbox } from './mailbox.ts';

const table = {
  SMTP_PORT: port().default(0).describe('where mail is taken'),
  PORT: port().default(0).describe('where mail is read'),
  MAIL_FOLDER: text().describe('where mail is kept'),
  KEEP_MAILS: integer(1, 100_000).default(200).describe('how many mails are kept'),
};

await run('mailbox', async () => {
  const { SMTP_PORT, PORT, MAIL_FOLDER, KEEP_MAILS } = readConfig(table, process.env);
  const ports = { smtp: SMTP_PORT, http: PORT };
  return serveMailbox({ folder: MAIL_FOLDER, keep: KEEP_MAILS, ports, log: createLogger('mailbox') });
});
