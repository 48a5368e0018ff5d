import { type Serving, serve } from '@careconnect/platform/http/server.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { wire } from './container.ts';
import { registerRoutes } from './routes.ts';
import type { Settings } from './settings.ts';

/** Takes commands once the first admin is there; stops when the last answer is given. */
export const startCommandService = async (settings: Settings, log: Log): Promise<Serving> => {
  const parts = wire(settings, log);
  registerRoutes(parts);
  const { freshness, store, pool, http, processes, telling } = parts;
  const close = async () => {
    await Promise.all([processes.stop(), telling.stop()]);
    await freshness.close();
    await store.close();
    await pool.end();
  };
  try {
    await parts.ensureFirstAdmin(settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD);
    const { port, stop } = await serve(http, settings.PORT);
    log.info({ port }, 'Takes commands');
    return { port, stop: () => stop().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
};
