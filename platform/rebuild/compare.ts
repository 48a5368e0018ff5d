import type { ClientBase } from 'pg';
import { beside, tablesIn } from './copy.ts';

/** A row that is not the same: null where there is none. The key is that of its table, in JSON. */
export type Difference = { table: string; key: string; live: object | null; copy: object | null };

export type Comparison = { tables: number; rows: number; differences: number; first: readonly Difference[] };

const shownAtMost = 20;
const buckets = 1024;

type Bucket = { bucket: number; rows: string; sum: string };

/**
 * Row by row, without either side's rows leaving Postgres unless they differ: each table is told as a number of sums, and only
 * where two sums differ the rows are fetched. The sides may stand in different transactions.
 */
export const compare = async (live: ClientBase, copy: ClientBase, schemas: readonly string[]): Promise<Comparison> => {
  const found: Comparison = { tables: 0, rows: 0, differences: 0, first: [] };
  for (const { schema, name } of await tablesIn(live, schemas)) {
    const key = await keyOf(live, schema, name);
    const [here, there] = [`${schema}.${name}`, `${beside(schema)}.${name}`];
    const [ours, theirs] = await Promise.all([sumsOf(live, here, key), sumsOf(copy, there, key)]);
    found.tables += 1;
    for (const { rows } of theirs.values()) found.rows += Number(rows);
    for (const bucket of new Set([...ours.keys(), ...theirs.keys()])) {
      if (ours.get(bucket)?.sum === theirs.get(bucket)?.sum) continue;
      const [a, b] = await Promise.all([rowsOf(live, here, key, bucket), rowsOf(copy, there, key, bucket)]);
      const differing = [...new Set([...a.keys(), ...b.keys()])].filter((id) => a.get(id)?.text !== b.get(id)?.text);
      found.differences += differing.length;
      const told = differing.map((id) => ({
        table: here,
        key: id,
        live: a.get(id)?.row ?? null,
        copy: b.get(id)?.row ?? null,
      }));
      found.first = [...found.first, ...told].slice(0, shownAtMost);
    }
  }
  return found;
};

/** What tells rows apart, as an expression: the columns of the primary key, or all. */
export const keyOf = async (client: ClientBase, schema: string, table: string): Promise<string> => {
  const { rows } = await client.query<{ columns: string | null }>(
    `SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
       FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indisprimary AND i.indrelid = format('%I.%I', $1::text, $2::text)::regclass`,
    [schema, table],
  );
  return rows[0]?.columns ? `jsonb_build_array(${rows[0].columns})::text` : 't::text';
};

const bucketOf = (key: string) => `mod(hashtext(${key}), ${buckets})`;

const sumsOf = async (client: ClientBase, table: string, key: string): Promise<Map<number, Bucket>> => {
  const { rows } = await client.query<Bucket>(
    `SELECT ${bucketOf(key)} AS bucket, count(*) AS rows,
            count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) || ' ' || sum(hashtextextended(t::text, 1)::numeric) AS sum
       FROM ${table} t GROUP BY 1`,
  );
  return new Map(rows.map((row) => [row.bucket, row]));
};

const rowsOf = async (client: ClientBase, table: string, key: string, bucket: number) => {
  const { rows } = await client.query<{ id: string; text: string; row: object }>(
    `SELECT ${key} AS id, string_agg(t::text, ' ' ORDER BY t::text) AS text, (array_agg(to_jsonb(t)))[1] AS row
       FROM ${table} t WHERE ${bucketOf(key)} = $1 GROUP BY 1 ORDER BY 1`,
    [bucket],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
};
