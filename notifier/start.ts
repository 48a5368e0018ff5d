import { type Serving, serve } from '@careconnect/platform/http/server.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { notifierQueue } from '@careconnect/schema/topology.ts';
import { wire } from './container.ts';
import { noteLetters } from './note-letters.ts';
import type { Settings } from './settings.ts';

/** What of its own the notifier may log. */
export const loggedFields = ['kind', 'tries', 'outcome'];

/** Takes messages until it is told to stop; then finishes what is under way, in the order in which things depend. */
export const startNotifier = async (settings: Settings, log: Log, bus: MessageBus): Promise<Serving> => {
  const { pool, positions, mailer, sending, alarms, ring, http } = wire(settings, log, bus);
  alarms.start(ring);
  const consumer = await bus.consume(notifierQueue, noteLetters(pool, alarms, sending.wake));
  const serving = await serve(http, settings.PORT);
  const stop = async () => {
    await consumer.stop();
    await alarms.stop();
    await sending.stop();
    mailer.close();
    await positions.close();
    await Promise.all([serving.stop(), bus.close(), pool.end()]);
  };
  return { port: serving.port, stop };
};
