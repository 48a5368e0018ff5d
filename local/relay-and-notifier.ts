import { settings as notifierSettings } from '@careconnect/notifier/settings.ts';
import { loggedFields, startNotifier } from '@careconnect/notifier/start.ts';
import { type ConfigOf, readConfig, url } from '@careconnect/platform/config/config.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createLogger } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { runRelay } from '@careconnect/projectors/relay.ts';
import { notifierQueue, topology } from '@careconnect/schema/topology.ts';

const { AMQP_URL: _, ...table } = {
  ...notifierSettings,
  EVENTSTORE_URL: url('esdb', 'esdb+discover').describe('the events to tell'),
};

/** On a machine without a broker: whoever tells and whoever listens share this process, and the messages stay in it. */
const start = async (config: ConfigOf<typeof table>) => {
  const log = createLogger('notifier', { level: config.LOG_LEVEL, fields: loggedFields });
  const heard = { ...topology, queues: [notifierQueue], unheard: [...topology.unheard, '#'] };
  const bus = inProcessBus({ topology: heard, log });
  const pool = createPool({ url: config.DATABASE_URL, applicationName: 'relay' });
  const store = connectEventStore({ url: config.EVENTSTORE_URL });
  const notifier = await startNotifier(config, log, bus);
  const relay = runRelay({
    store,
    pool,
    bus,
    onStatus: ({ name, state, problem }) => log.info({ projection: name, state, reason: problem }, 'Relay'),
  });
  const stop = async () => {
    await relay.stop();
    await notifier.stop();
    await store.close();
    await pool.end();
  };
  return { stop };
};

await run('notifier', async () => start(readConfig(table, process.env)), {
  stopWithParent: process.send !== undefined,
});
