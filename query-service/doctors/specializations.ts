import type { Pool } from 'pg';
import { keysAfter, pageOf } from '../reading/page.ts';

/** What doctors specialize in, and how many of them there are. */
export const specializations = async (pool: Pool, { limit, after }: { limit: number; after?: string }) => {
  const [last] = keysAfter(after, ['text'], ['']);
  const { rows } = await pool.query<{ specialization: string; doctors: number }>({
    name: 'specializations',
    text: `SELECT specialization, count(*)::integer AS doctors FROM read.doctor_search
            WHERE specialization > $1 GROUP BY specialization ORDER BY specialization LIMIT $2`,
    values: [last, limit + 1],
  });
  return pageOf(
    rows,
    limit,
    ({ specialization }) => [specialization],
    (row) => row,
  );
};
