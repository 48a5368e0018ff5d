import { readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { settings } from './settings.ts';
import { loggedFields, startNotifier } from './start.ts';

const start = async () => {
  const config = readConfig(settings, process.env);
  const log = createLogger('notifier', { level: config.LOG_LEVEL, fields: loggedFields });
  const bus = await rabbitMqBus({ url: config.AMQP_URL, topology, log, name: 'notifier' });
  return startNotifier(config, log, bus);
};

await run('notifier', start, { stopWithParent: process.send !== undefined });
