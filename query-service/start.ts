import { type Serving, serve } from '@careconnect/platform/http/server.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { type Clock, wire } from './container.ts';
import { registerRoutes } from './routes.ts';
import type { Settings } from './settings.ts';

const systemClock: Clock = () => new Date().toISOString();

/** Answers queries; stops when the last answer is given. */
export const startQueryService = async (settings: Settings, log: Log, clock = systemClock): Promise<Serving> => {
  const parts = wire(settings, log, clock);
  registerRoutes(parts);
  const { http, listener, positions, streams, answers, pool } = parts;
  const close = () => {
    streams.close();
    return Promise.all([positions.close(), listener.close(), answers.close(), pool.end()]);
  };
  try {
    const { port, stop } = await serve(http, settings.PORT);
    log.info({ port }, 'Answers queries');
    return { port, stop: () => stop().then(async () => void (await close())) };
  } catch (error) {
    await close();
    throw error;
  }
};
