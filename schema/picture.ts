import type { Pool } from 'pg';

type Column = { schema: string; table: string; column: string; type: string; key: string | null; not_null: boolean };
type Link = { schema: string; table: string; column: string; to: string; not_null: boolean };

/** What each schema is for, in the order of the page. One that is not here is drawn behind the others. */
const purposes: Record<string, string> = {
  public: 'The documented tables, exactly as documented (`documented.ts`). Others may rely on them.',
  read: 'What stands beside the documented tables: instants, reasons, places in the log, what searches need.',
  journal: 'Every event as it was written.',
  sessions: 'Sign-ins.',
  availability: 'When each doctor is free next; derived of the others.',
  notify: 'The ledger of letters.',
  messaging: 'Which messages were taken.',
  throttle: 'How often somebody tried.',
  archiver: 'What the archiver has under way.',
  vault: 'The keys of personal data.',
  projection: 'How far each projection has read the log.',
};
/** Kept by libraries, in tables of their own making. */
const notOurs = ['migrations', 'timers'];

/** The page of the schema, drawn from a migrated database. */
export const pageOf = async (pool: Pick<Pool, 'query'>): Promise<string> => {
  const columns = (await pool.query<Column>(columnsSql, [notOurs])).rows;
  const links = (await pool.query<Link>(linksSql)).rows;
  const schemas = new Set([...Object.keys(purposes), ...columns.map(({ schema }) => schema)]);
  const chapters = [...schemas].map((schema) => {
    const of = <T extends { schema: string }>(all: readonly T[]) => all.filter((each) => each.schema === schema);
    const purpose = purposes[schema] ? `${purposes[schema]}\n\n` : '';
    return `## ${schema}\n\n${purpose}${drawing(of(columns), of(links))}\n`;
  });
  return `# The schema in Postgres

Drawn from the migrations by \`npm run document\`. Why it is so: [decision 3](../docs/adr/0003-documented-schema-and-side-tables.md).
A type in upper case is an enum. Within a column: PK primary key, UK unique, FK foreign key, "null" when it may be empty.

${chapters.join('\n')}`;
};

const drawing = (columns: readonly Column[], links: readonly Link[]): string => {
  const tables = [...new Set(columns.map(({ table }) => table))];
  const boxes = tables.map((table) => {
    const lines = columns.filter((column) => column.table === table).map(lineOf);
    return `  ${table} {\n${lines.join('\n')}\n  }`;
  });
  const arrows = links.map(
    ({ table, column, to, not_null }) => `  ${to} ${not_null ? '||' : '|o'}--o{ ${table} : ${column}`,
  );
  return ['```mermaid', 'erDiagram', ...boxes, ...arrows, '```'].join('\n');
};

const lineOf = ({ column, type, key, not_null }: Column): string =>
  `    ${wordOf(type)} ${column}${key ? ` ${key}` : ''}${not_null ? '' : ' "null"'}`;

/** Mermaid takes one word for a type. */
const wordOf = (type: string): string =>
  type
    .replace('character varying', 'varchar')
    .replace('timestamp without time zone', 'timestamp')
    .replace('timestamp with time zone', 'timestamptz')
    .replace('time without time zone', 'time')
    .replace(',', '_')
    .replaceAll(' ', '_');

const columnsSql = `
  SELECT n.nspname::text AS schema, c.relname::text AS "table", a.attname::text AS "column", a.attnotnull AS not_null,
         CASE WHEN t.typtype = 'e' THEN upper(t.typname) ELSE format_type(a.atttypid, a.atttypmod) END AS type,
         (SELECT nullif(string_agg(DISTINCT upper(k.contype::text) || 'K', ', '), '') FROM pg_constraint k
           WHERE k.conrelid = c.oid AND a.attnum = ANY (k.conkey) AND k.contype IN ('p', 'u', 'f')) AS key
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    JOIN pg_type t ON t.oid = a.atttypid
   WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname <> ALL ($1)
     AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
   ORDER BY n.nspname, c.relname, a.attnum`;

const linksSql = `
  SELECT n.nspname::text AS schema, c.relname::text AS "table", a.attname::text AS "column", a.attnotnull AS not_null,
         k.confrelid::regclass::text AS "to"
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
   WHERE k.contype = 'f' ORDER BY c.relname, a.attnum`;
