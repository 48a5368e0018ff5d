import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Readiness } from '@careconnect/platform/http/health.ts';
import type { Pool } from 'pg';

/** Without the store nothing is decided, without Postgres no personal data is sealed. */
export const readiness = (store: EventStore, pool: Pool) => async (): Promise<Readiness> => {
  const [eventStore, postgres] = await Promise.all([
    store.isReady(),
    pool.query('SELECT 1').then(
      () => true,
      () => false,
    ),
  ]);
  return { eventStore, postgres };
};
