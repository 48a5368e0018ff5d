import type { Instant } from '@careconnect/domain/event.ts';
import type { Pool } from 'pg';

/** Whether the account has a calendar feed. Its address was shown when it was made, and is known to nobody here. */
export const ownFeed = async (pool: Pool, userId: string): Promise<{ madeAt: Instant | null }> => {
  const { rows } = await pool.query<{ madeAt: Instant | null }>({
    name: 'own-calendar-feed',
    text: 'SELECT read.iso(made_at) AS "madeAt" FROM read.calendar_feeds WHERE user_id = $1',
    values: [userId],
  });
  return { madeAt: rows[0]?.madeAt ?? null };
};
