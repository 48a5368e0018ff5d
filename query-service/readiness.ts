import type { Readiness } from '@careconnect/platform/http/health.ts';
import type { PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import type { Pool } from 'pg';

/** Without notifications nobody would see at once what they have just done. */
export const readiness = (pool: Pool, positions: PositionWaiter) => async (): Promise<Readiness> => ({
  postgres: await pool.query('SELECT 1').then(
    () => true,
    () => false,
  ),
  positions: positions.isConnected(),
});
