import { settings as archiverSettings } from '@careconnect/archiver/settings.ts';
import { startArchiver } from '@careconnect/archiver/start.ts';
import { settings as notifierSettings } from '@careconnect/notifier/settings.ts';
import { loggedFields as notifierFields, startNotifier } from '@careconnect/notifier/start.ts';
import { type ConfigOf, port, readConfig } from '@careconnect/platform/config/config.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { loggedFields as projectorsFields } from '@careconnect/projectors/operations.ts';
import { settings as projectorsSettings } from '@careconnect/projectors/settings.ts';
import { startProjectors } from '@careconnect/projectors/start.ts';
import { topology } from '@careconnect/schema/topology.ts';

const { AMQP_URL: _, ...table } = {
  ...archiverSettings,
  ...notifierSettings,
  ...projectorsSettings,
  NOTIFIER_PORT: port().default(0).describe('health checks of the notifier'),
  ARCHIVER_PORT: port().default(0).describe('health checks of the archiver'),
};

/** On a machine without a broker: whoever tells and whoever listens share this process, and the messages stay in it. */
const start = async (config: ConfigOf<typeof table>) => {
  const log = createLogger('projectors', { level: config.LOG_LEVEL, fields: [...projectorsFields, ...notifierFields] });
  const bus = inProcessBus({ topology: { ...topology, unheard: ['#'] }, log });
  const notifier = await startNotifier({ ...config, PORT: config.NOTIFIER_PORT }, log, bus);
  const archiver = await startArchiver({ ...config, PORT: config.ARCHIVER_PORT }, log, bus);
  const projectors = await startProjectors(config, log, bus);
  return { stop: () => projectors.stop().then(archiver.stop).then(notifier.stop) };
};

await run('projectors', async () => start(readConfig(table, process.env)), {
  stopWithParent: process.send !== undefined,
});
