import type { HttpApp } from '@careconnect/platform/http/app.ts';
import { serve } from '@careconnect/platform/http/server.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import type { Running } from '@careconnect/platform/process/run.ts';
import type { PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { notifierQueue } from '@careconnect/schema/topology.ts';
import type { Pool } from 'pg';
import type { Mailer } from './mailer.ts';
import { noteLetters } from './note-letters.ts';
import type { Sending } from './sending.ts';

export type NotifierParts = {
  pool: Pool;
  bus: MessageBus;
  positions: PositionWaiter;
  mailer: Mailer;
  sending: Sending;
  health: HttpApp;
  port: number;
};

/** Takes messages until it is told to stop; then finishes what is under way, in the order in which things depend. */
export const startNotifier = async (parts: NotifierParts): Promise<Running & { port: number }> => {
  const { pool, bus, positions, mailer, sending, health } = parts;
  const consumer = await bus.consume(notifierQueue, noteLetters(pool, sending.wake));
  const serving = await serve(health, parts.port);
  return {
    port: serving.port,
    stop: async () => {
      await consumer.stop();
      await sending.stop();
      mailer.close();
      await positions.close();
      await Promise.all([serving.stop(), bus.close(), pool.end()]);
    },
  };
};
