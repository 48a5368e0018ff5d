import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import pg, { type Pool } from 'pg';

type Plan = {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
};
type Statement = { name?: string; text: string; values?: readonly unknown[] };

const timesUntilGeneric = 6;

/**
 * What a query reads, whatever it answers: counts the rows that its statements take from tables, those they throw away
 * included. Statements with a name stay prepared, so they are counted twice: as they are planned at first, and as they are once
 * Postgres may have a plan for all values.
 */
export const countingReads = (url: string) => {
  const pool = createPool({ url, max: 1 });
  const read = new Map<string, number>();

  const count = (plan: Plan): void => {
    const table = plan['Relation Name'];
    const rows =
      plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
    if (table) read.set(table, (read.get(table) ?? 0) + rows * plan['Actual Loops']);
    for (const part of plan.Plans ?? []) count(part);
  };
  const counted = async ({ name, text, values = [] }: Statement) => {
    const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
    await pool.query(`PREPARE counted AS ${text}`);
    for (let time = 1; time <= (name ? timesUntilGeneric : 1); time += 1) {
      const { rows } = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE counted ${given}`);
      if (time === 1 || time === timesUntilGeneric) count(rows[0]['QUERY PLAN'][0].Plan);
    }
    await pool.query('DEALLOCATE counted');
    return pool.query(text, [...values]);
  };
  /** One after the other: they share a session. */
  let last: Promise<unknown> = Promise.resolve();
  const counting = {
    query(asked: Statement | string, values: readonly unknown[] = []) {
      const mine = last.then(() => counted(typeof asked === 'string' ? { text: asked, values } : asked));
      last = mine.catch(() => {});
      return mine;
    },
  };
  return {
    /** By table, of those that were read at all. */
    async of(query: (pool: Pool) => Promise<unknown>): Promise<Record<string, number>> {
      read.clear();
      await query(counting as unknown as Pool);
      return Object.fromEntries(read);
    },
    close: () => pool.end(),
  };
};

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  return pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
};
