import { readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { settings } from './settings.ts';
import { startQueryService } from './start.ts';

const start = async () => {
  const config = readConfig(settings, process.env);
  return startQueryService(config, createLogger('query-service', { level: config.LOG_LEVEL }));
};

await run('query-service', start, { stopWithParent: process.send !== undefined });
