import { port, readConfig, text, url } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { serveSandbox } from './sandbox.ts';

const table = {
  PORT: port().default(0).describe('where payments are taken'),
  SANDBOX_FOLDER: text().describe('where they are kept'),
  SANDBOX_KEY: text().secret().describe('what the command-service shows to be let in'),
  NOTICE_SECRET: text().secret().describe('what notices are signed with'),
  NOTICES_URL: url('http').describe('where notices are taken'),
  PUBLIC_URL: url('http', 'https').describe('where a browser finds the pages'),
};

await run('sandbox', async () => {
  const { PORT, SANDBOX_FOLDER, SANDBOX_KEY, NOTICE_SECRET, NOTICES_URL, PUBLIC_URL } = readConfig(table, process.env);
  const secrets = { key: SANDBOX_KEY, noticeSecret: NOTICE_SECRET };
  const at = { folder: SANDBOX_FOLDER, port: PORT, noticesUrl: NOTICES_URL, site: PUBLIC_URL };
  return serveSandbox({ ...at, ...secrets, log: createLogger('sandbox') });
});
