import { readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { settings } from './settings.ts';
import { startArchiver } from './start.ts';

const start = async () => {
  const config = readConfig(settings, process.env);
  const log = createLogger('archiver', { level: config.LOG_LEVEL });
  const bus = await rabbitMqBus({ url: config.AMQP_URL, topology, log, name: 'archiver' });
  return startArchiver(config, log, bus);
};

await run('archiver', start, { stopWithParent: process.send !== undefined });
