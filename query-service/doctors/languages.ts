import type { Pool } from 'pg';
import { keysAfter, pageOf } from '../reading/page.ts';

/** What doctors speak, and how many of them. */
export const languages = async (pool: Pool, { limit, after }: { limit: number; after?: string }) => {
  const [last] = keysAfter(after, ['text'], ['']);
  const { rows } = await pool.query<{ language: string; doctors: number }>({
    name: 'languages',
    text: `SELECT language, count(*)::integer AS doctors FROM read.doctor_search, unnest(languages) AS language
            WHERE language > $1 COLLATE "C" GROUP BY language ORDER BY language COLLATE "C" LIMIT $2`,
    values: [last, limit + 1],
  });
  return pageOf(
    rows,
    limit,
    ({ language }) => [language],
    (row) => row,
  );
};
