import { readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { settings } from './settings.ts';
import { startCommandService } from './start.ts';

const start = () => {
  const config = readConfig(settings, process.env);
  return startCommandService(config, createLogger('command-service', { level: config.LOG_LEVEL }));
};

await run('command-service', start, { stopWithParent: process.send !== undefined });
