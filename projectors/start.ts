import { type Serving, serve } from '@careconnect/platform/http/server.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { adminRoutes } from './admin/routes.ts';
import { wire } from './container.ts';
import { keepDeadLetters } from './dead-letters/dead-letters.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import type { Settings } from './settings.ts';

/** Projects until it is told to stop; then finishes the batches under way and gives its ownerships back. */
export const startProjectors = async (settings: Settings, log: Log, bus: MessageBus): Promise<Serving> => {
  const { projections, availability, telling, rebuilds, deadLetters, store, pool, http } = wire(settings, log, bus);
  adminRoutes({ routes: http.routes, rebuilds });
  deadLetterRoutes({ routes: http.routes, deadLetters, bus, store });
  const keepers = await keepDeadLetters(bus, pool, topology);
  const close = async () => {
    await Promise.all([...projections, availability, telling, rebuilds, ...keepers].map((each) => each.stop()));
    await Promise.all([store.close(), bus.close(), pool.end()]);
  };
  try {
    const { port, stop } = await serve(http, settings.PORT);
    return { port, stop: () => Promise.all([stop(), close()]).then(() => undefined) };
  } catch (error) {
    await close();
    throw error;
  }
};
