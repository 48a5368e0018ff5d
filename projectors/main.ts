import { readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { loggedFields } from './operations.ts';
import { settings } from './settings.ts';
import { startProjectors } from './start.ts';

const start = async () => {
  const config = readConfig(settings, process.env);
  const log = createLogger('projectors', { level: config.LOG_LEVEL, fields: loggedFields });
  const bus = await rabbitMqBus({ url: config.AMQP_URL, topology, log, name: 'projectors' });
  return startProjectors(config, log, bus);
};

await run('projectors', start, { stopWithParent: process.send !== undefined });
