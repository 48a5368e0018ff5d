import { type Serving, serve } from '@careconnect/platform/http/server.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { archiverQueue } from '@careconnect/schema/topology.ts';
import { wire } from './container.ts';
import type { Settings } from './settings.ts';
import { hearing } from './work/hear.ts';

/** Backs up and archives until it is told to stop; what is under way then is done again later. */
export const startArchiver = async (settings: Settings, log: Log, bus: MessageBus): Promise<Serving> => {
  const { pool, store, working, http } = wire(settings, log, bus);
  const consumer = await bus.consume(archiverQueue, hearing(pool, working.wake));
  const serving = await serve(http, settings.PORT);
  const stop = async () => {
    await consumer.stop();
    await working.stop();
    await Promise.all([serving.stop(), store.close(), bus.close(), pool.end()]);
  };
  return { port: serving.port, stop };
};
