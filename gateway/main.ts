import { readConfig } from '@careconnect/platform/config/config.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { serveGateway } from './gateway.ts';
import { settings } from './settings.ts';

const start = async () => {
  const config = readConfig(settings, process.env);
  const { COMMANDS_URL, QUERIES_URL, PROJECTORS_URL, MAILBOX_URL, SANDBOX_URL } = config;
  return serveGateway({
    port: config.PORT,
    host: config.HOST,
    clientFolder: config.CLIENT_FOLDER,
    httpsOnly: config.HTTPS_ONLY,
    behind: {
      commands: COMMANDS_URL,
      queries: QUERIES_URL,
      projectors: PROJECTORS_URL,
      mailbox: MAILBOX_URL,
      sandbox: SANDBOX_URL,
    },
  });
};

await run('gateway', start, { stopWithParent: process.send !== undefined });
