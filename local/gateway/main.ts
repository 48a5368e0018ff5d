import { port, readConfig, text, url } from '@careconnect/platform/config/config.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { serveGateway } from './gateway.ts';

const table = {
  PORT: port().default(8080).describe('the one port a browser needs'),
  HOST: text().default('127.0.0.1').describe('the address to listen on'),
  COMMANDS_URL: url('http').describe('where the command-service answers'),
  QUERIES_URL: url('http').describe('where the query-service answers'),
  PROJECTORS_URL: url('http').describe('where the projectors answer admins'),
  MAILBOX_URL: url('http').optional().describe('where the local mailbox is read'),
  SANDBOX_URL: url('http').optional().describe('where payments are made without money'),
  CLIENT_FOLDER: text().describe('the built client'),
};

await run(
  'gateway',
  async () => {
    const config = readConfig(table, process.env);
    const behind = {
      commands: config.COMMANDS_URL,
      queries: config.QUERIES_URL,
      projectors: config.PROJECTORS_URL,
      ...(config.MAILBOX_URL ? { mailbox: config.MAILBOX_URL } : {}),
      ...(config.SANDBOX_URL ? { sandbox: config.SANDBOX_URL } : {}),
    };
    return serveGateway({ port: config.PORT, host: config.HOST, behind, clientFolder: config.CLIENT_FOLDER });
  },
  { stopWithParent: true },
);
