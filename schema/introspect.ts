import type { Pool } from 'pg';

export type FoundColumn = {
  table: string;
  column: string;
  type: string;
  not_null: boolean;
  /** As SQL, without its cast; a generated column is told as one. */
  default_value: string | null;
};
export type FoundKey = {
  table: string;
  kind: 'p' | 'u' | 'f' | 'c' | 'x' | 't';
  columns: string[];
  references: string | null;
  on_delete: string | null;
  /** Everything about a key that the documentation never asks for: deferrable, other actions, partial matches. */
  is_plain: boolean;
};
export type FoundEnum = { name: string; labels: string[] };
export type Found = { relations: string[]; columns: FoundColumn[]; keys: FoundKey[]; enums: FoundEnum[] };

/** What really stands in schema `public`: everything but what extensions brought. */
export const introspect = async (pool: Pick<Pool, 'query'>): Promise<Found> => {
  const [relations, columns, keys, enums] = await Promise.all([
    pool.query<{ name: string }>(relationsSql),
    pool.query<FoundColumn>(columnsSql),
    pool.query<FoundKey>(keysSql),
    pool.query<FoundEnum>(enumsSql),
  ]);
  return {
    relations: relations.rows.map(({ name }) => name),
    columns: columns.rows,
    keys: keys.rows,
    enums: enums.rows,
  };
};

// Also indexes, other than those that a key brings with it.
const relationsSql = `
  SELECT relname::text AS name FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'i')
     AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_class.oid)
   ORDER BY relname`;

const columnsSql = `
  SELECT c.relname::text AS "table", a.attname::text AS "column", format_type(a.atttypid, a.atttypmod) AS type,
         a.attnotnull AS not_null,
         CASE WHEN a.attgenerated <> '' OR a.attidentity <> '' THEN 'generated'
              ELSE regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^''(.*)''::.*$', '\\1') END AS default_value
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY c.relname, a.attnum`;

// NOT NULL is a constraint of its own since PostgreSQL 18; it is told with the column.
const keysSql = `
  SELECT c.relname::text AS "table", k.contype AS kind,
         ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS n (attnum, place)
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum ORDER BY n.place) AS columns,
         (SELECT f.relname || '(' || string_agg(a.attname, ', ' ORDER BY n.place) || ')'
            FROM unnest(k.confkey) WITH ORDINALITY AS n (attnum, place)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.attnum
            JOIN pg_class f ON f.oid = k.confrelid GROUP BY f.relname) AS "references",
         CASE k.confdeltype WHEN 'n' THEN 'SET NULL' WHEN 'c' THEN 'CASCADE' WHEN 'd' THEN 'SET DEFAULT'
                            WHEN 'r' THEN 'RESTRICT' END AS on_delete,
         NOT k.condeferrable AND k.convalidated AND coalesce(k.confupdtype IN ('a', ' '), true)
           AND coalesce(k.confmatchtype IN ('s', ' '), true) AS is_plain
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
   WHERE c.relnamespace = 'public'::regnamespace AND k.contype <> 'n'
   ORDER BY c.relname, k.conname`;

const enumsSql = `
  SELECT t.typname::text AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
   WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname ORDER BY t.typname`;
