import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';

/** Where something was found, and how often: a file, or a column as schema.table.column. */
export type Hit = { where: string; times: number };

/** In every file below the folders, whatever it is. */
export const searchFiles = async (folders: readonly string[], needles: readonly string[]) => {
  const hits: Hit[] = [];
  let [files, bytes] = [0, 0];
  for (const folder of folders)
    for (const path of await filesBelow(folder)) {
      const found = await searchFile(path, needles);
      files += 1;
      bytes += found.bytes;
      if (found.times > 0) hits.push({ where: path, times: found.times });
    }
  return { hits, files, bytes };
};

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const searchFile = async (path: string, needles: readonly string[]) => {
  const longest = Math.max(...needles.map((needle) => needle.length));
  let [bytes, times, rest] = [0, 0, ''];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const part = chunk as Buffer;
    bytes += part.length;
    const text = rest + part.toString('latin1').toLowerCase();
    for (const needle of needles) times += countOf(text, needle, rest.length);
    rest = text.slice(-(longest - 1));
  }
  return { bytes, times };
};

/** What lies wholly within the part that was searched before is not counted again. */
const countOf = (text: string, needle: string, known: number): number => {
  let count = 0;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
    if (at + needle.length > known) count += 1;
  return count;
};

/** In every column of every table, of every schema but the system's own. */
export const searchTables = async (pool: Pool, needles: readonly string[]) => {
  const { rows: columns } = await pool.query<{ schema: string; table: string; column: string }>(`
    SELECT n.nspname AS schema, c.relname AS table, a.attname AS column
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
     ORDER BY 1, 2, a.attnum`);
  const hits: Hit[] = [];
  // Text of bytes is hexadecimal. UTF-16 has zeros, which no text of Postgres can hold.
  const words = needles.filter((needle) => !needle.includes('\u0000'));
  for (const { schema, table, column } of columns) {
    const { rows } = await pool.query(
      `SELECT count(*)::integer AS times FROM "${schema}"."${table}" t
        WHERE EXISTS (SELECT FROM unnest($1::text[]) needle WHERE strpos(lower(t."${column}"::text), needle) > 0)`,
      [words],
    );
    if (rows[0].times > 0) hits.push({ where: `${schema}.${table}.${column}`, times: rows[0].times });
  }
  return {
    hits,
    tables: new Set(columns.map(({ schema, table }) => `${schema}.${table}`)).size,
    columns: columns.length,
  };
};
