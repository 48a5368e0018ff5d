import type { Pool } from 'pg';
import * as documented from './documented.ts';
import { type Found, type FoundColumn, introspect } from './introspect.ts';

/** Where a database departs from the documented schema, one sentence each; empty when it is exactly that. */
export const differences = async (pool: Pick<Pool, 'query'>): Promise<string[]> => {
  const found = await introspect(pool);
  return [
    ...enumDifferences(found),
    ...relationDifferences(found),
    ...columnDifferences(found),
    ...keyDifferences(found),
  ];
};

const tables: Record<string, documented.DocumentedTable> = documented.tables;

const enumDifferences = ({ enums }: Found): string[] => {
  const say = (labels: readonly string[] | undefined) => labels?.join(', ') ?? 'missing';
  const wanted: Record<string, readonly string[]> = documented.enums;
  return both(wanted, Object.fromEntries(enums.map(({ name, labels }) => [name, labels]))).flatMap(([name, want, is]) =>
    compare(`enum ${name}`, say(is), want === undefined ? 'not documented' : say(want)),
  );
};

const relationDifferences = ({ relations }: Found): string[] =>
  both(tables, Object.fromEntries(relations.map((name) => [name, true]))).flatMap(([name, want, is]) =>
    want === undefined ? [`${name} is not documented`] : is ? [] : [`table ${name} is missing`],
  );

const columnDifferences = ({ columns }: Found): string[] =>
  Object.entries(tables).flatMap(([table, wanted]) => {
    const is = columns.filter((column) => column.table === table);
    if (is.length === 0) return [];
    return [
      ...compare(`${table}: columns`, is.map(({ column }) => column).join(', '), Object.keys(wanted).join(', ')),
      ...is.flatMap((column) => {
        const want = wanted[column.column];
        return want ? compare(`${table}.${column.column}`, foundColumn(column), documentedColumn(want)) : [];
      }),
    ];
  });

/** Both sides in the same words, so that a difference reads as what it is. */
const foundColumn = ({ type, not_null, default_value }: FoundColumn): string =>
  words(type, not_null, default_value ?? undefined);

const documentedColumn = (column: documented.DocumentedColumn): string =>
  words(spelled(column.type), column.notNull === true || column.primaryKey === true, column.default);

const words = (type: string, notNull: boolean, fallback: string | undefined): string =>
  [type, notNull ? 'not null' : 'nullable', fallback === undefined ? 'no default' : `default '${fallback}'`].join(', ');

/** How PostgreSQL spells the documented types. */
const spelled = (type: string): string =>
  type
    .replace(/^VARCHAR\b/, 'character varying')
    .replace(/^TIMESTAMP$/, 'timestamp without time zone')
    .replace(/^TIME$/, 'time without time zone')
    .replace(/^(UUID|DATE|INTEGER|TEXT|NUMERIC)\b/, (name) => name.toLowerCase());

const keyDifferences = ({ keys }: Found): string[] => {
  const is = keys.map(
    ({ table, kind, columns, references, on_delete, is_plain }) =>
      `${table}: ${kinds[kind]} (${columns.join(', ')})${target(references, on_delete)}${is_plain ? '' : ', out of the ordinary'}`,
  );
  const want = Object.entries(tables).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, { primaryKey, unique, references, onDelete }]) => [
      ...(primaryKey ? [`${table}: ${kinds.p} (${column})`] : []),
      ...(unique ? [`${table}: ${kinds.u} (${column})`] : []),
      ...(references ? [`${table}: ${kinds.f} (${column})${target(references, onDelete)}`] : []),
    ]),
  );
  return [
    ...want.filter((key) => !is.includes(key)).map((key) => `${key} is missing`),
    ...is.filter((key) => !want.includes(key)).map((key) => `${key} is not documented`),
  ];
};

const kinds = { p: 'primary key', u: 'unique', f: 'foreign key', c: 'check', x: 'exclusion', t: 'trigger' } as const;

const target = (references: string | null | undefined, onDelete: string | null | undefined): string =>
  references ? ` to ${references}${onDelete ? ` on delete ${onDelete}` : ''}` : '';

const both = <A, B>(a: Record<string, A>, b: Record<string, B>): [string, A | undefined, B | undefined][] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => [name, a[name], b[name]]);

const compare = (what: string, is: string, want: string): string[] =>
  is === want ? [] : [`${what}: ${is}; documented: ${want}`];
