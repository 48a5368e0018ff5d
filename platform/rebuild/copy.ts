import type { ClientBase } from 'pg';

/** Where the copy of a schema grows, and where what it replaced waits to be dropped. */
export const beside = (schema: string): string => `beside_${schema}`;
const retired = (schema: string): string => `retired_${schema}`;

/** For a projection that is to write the copy: tables are found there, types and functions where they always are. */
export const pathBeside = (schemas: readonly string[]): string => [...schemas.map(beside), ...schemas].join(', ');

/** What is made of the live tables cannot take their place: it is not the same, or others hold on to them. */
export class CopyUnfit extends Error {
  override readonly name = 'CopyUnfit';
}

type Names = readonly string[];
type Table = { schema: string; name: string };
type Part = { schema: string; table: string; definition: string };

export const tablesIn = async (client: ClientBase, schemas: readonly string[]): Promise<Table[]> =>
  (
    await client.query<Table>(
      `SELECT schemaname::text AS schema, tablename::text AS name FROM pg_tables WHERE schemaname = ANY ($1) ORDER BY 1, 2`,
      [schemas],
    )
  ).rows;

/**
 * Empty tables beside the live ones, with everything by which rows are found and refused while they are written. What is
 * cheaper to make of all rows at once comes with finishCopy: plain foreign keys, and `later`, the indexes that only queries use.
 */
export const makeCopy = async (client: ClientBase, schemas: readonly string[], later: Names): Promise<void> => {
  await dropCopies(client, schemas);
  for (const schema of schemas) await client.query(`CREATE SCHEMA ${beside(schema)}`);
  for (const { schema, name } of await tablesIn(client, schemas))
    await client.query(
      `CREATE TABLE ${beside(schema)}.${name} (LIKE ${schema}.${name} INCLUDING ALL EXCLUDING INDEXES)`,
    );
  for (const sql of [options, keys, indexes('<> ALL', later), links("k.confdeltype <> 'a'")])
    await give(client, schemas, await partsOf(client, schemas, sql));
};

export const finishCopy = async (client: ClientBase, schemas: readonly string[], later: Names): Promise<void> => {
  for (const sql of [indexes('= ANY', later), links("k.confdeltype = 'a'"), triggers])
    await give(client, schemas, await partsOf(client, schemas, sql));
};

/** The planner learns how large the copies are by now. */
export const analyze = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  const tables = (await tablesIn(client, schemas)).map(({ schema, name }) => `${beside(schema)}.${name}`);
  await client.query(`ANALYZE ${tables.join(', ')}`);
};

const give = async (client: ClientBase, schemas: readonly string[], parts: readonly Part[]): Promise<void> => {
  await client.query(`SET LOCAL search_path TO ${pathBeside(schemas)}`);
  for (const { definition } of parts) await client.query(definition);
};

/** Definitions in which the schemas are not named, so that they hold for the copy as well. */
const partsOf = async (client: ClientBase, schemas: readonly string[], sql: string): Promise<Part[]> => {
  await client.query(`SET LOCAL search_path TO ${schemas.join(', ')}`);
  return (await client.query<Part>(sql, [schemas])).rows;
};

const ofTables = `JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p')`;
const named = 'n.nspname::text AS schema, c.relname::text AS table';

const options = `
  SELECT ${named}, format('ALTER TABLE %I SET (%s)', c.relname, array_to_string(c.reloptions, ', ')) AS definition
    FROM pg_class c ${ofTables} AND c.reloptions IS NOT NULL
   UNION ALL
  SELECT ${named}, format('GRANT %s ON %I TO %s', g.privilege_type, c.relname,
                          CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) g ${ofTables} AND g.grantee <> c.relowner`;

const constraints = (which: string) => `
  SELECT ${named}, format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) AS definition
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid ${ofTables} AND ${which}`;

const indexes = (which: '= ANY' | '<> ALL', names: Names) => `
  SELECT ${named}, pg_get_indexdef(i.indexrelid, 0, true) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
         ${ofTables} AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
     AND x.relname ${which} ('{${names.join()}}'::name[])`;

const keys = constraints("k.contype IN ('p', 'u', 'x')");

// A foreign key that changes rows when others go is part of what writing means; one that only refuses can come last.
const links = (which: string) => constraints(`k.contype = 'f' AND ${which}`);

const triggers = `
  SELECT ${named}, pg_get_triggerdef(t.oid, true) AS definition
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid ${ofTables} AND NOT t.tgisinternal`;

/** @throws CopyUnfit unless the copy has, to the letter, what the live tables have */
export const expectSame = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  const live = await structureOf(client, schemas, schemas.join(', '));
  const copy = await structureOf(client, schemas.map(beside), pathBeside(schemas));
  const missing = [...live].find((line) => !copy.has(line)) ?? [...copy].find((line) => !live.has(line));
  if (missing) throw new CopyUnfit(`the copy has another structure than the live tables: ${missing}`);
  await client.query('SET LOCAL search_path TO pg_catalog'); // so that all are told with their schema
  const others = await client.query<{ what: string }>(outsiders, [schemas]);
  if (others.rows[0]) throw new CopyUnfit(`the live tables cannot be replaced: ${others.rows[0].what} depends on them`);
};

const structureOf = async (client: ClientBase, schemas: readonly string[], path: string): Promise<Set<string>> => {
  await client.query(`SET LOCAL search_path TO ${path}`);
  const { rows } = await client.query<{ line: string }>(structure, [schemas]);
  return new Set(rows.map(({ line }) => line));
};

const structure = `
  SELECT format('%s: column %s %s %s, %s, default %s', c.relname, a.attnum - (SELECT count(*) FROM pg_attribute gone
                WHERE gone.attrelid = c.oid AND gone.attisdropped AND gone.attnum BETWEEN 1 AND a.attnum),
                a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         ${ofTables} AND a.attnum > 0 AND NOT a.attisdropped
   UNION ALL
  SELECT format('%s: %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid ${ofTables}
   UNION ALL
  SELECT format('%s: %s', c.relname, pg_get_indexdef(i.indexrelid, 0, true))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid ${ofTables}
   UNION ALL
  SELECT format('%s: %s', c.relname, pg_get_triggerdef(t.oid, true))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid ${ofTables} AND NOT t.tgisinternal
   UNION ALL
  SELECT format('%s: %s %s %s %s', c.relname, c.reloptions, c.relacl, c.relrowsecurity, obj_description(c.oid, 'pg_class'))
    FROM pg_class c ${ofTables}`;

/** Views, functions and foreign keys of others: they would go on looking at what was replaced. */
const outsiders = `
  WITH live AS (SELECT c.oid FROM pg_class c ${ofTables})
  SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS what
    FROM pg_depend d LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
   WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM live) AND d.deptype = 'n'
     AND (d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass) OR k.conrelid NOT IN (SELECT oid FROM live))`;

/**
 * Puts the copy in the place of the live tables, within the transaction that has told expectSame. Names of constraints and
 * indexes belong to their schema, so they come along as they are.
 */
export const putInPlace = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  for (const schema of schemas) await client.query(`CREATE SCHEMA ${retired(schema)}`);
  for (const { schema, name } of await tablesIn(client, schemas)) {
    await client.query(`ALTER TABLE ${schema}.${name} SET SCHEMA ${retired(schema)}`);
    await client.query(`ALTER TABLE ${beside(schema)}.${name} SET SCHEMA ${schema}`);
  }
};

/** What is left beside the live tables. It holds what was told of people, and no erasure reaches it: it must not stay. */
export const dropCopies = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  const left = schemas.flatMap((schema) => [beside(schema), retired(schema)]).join(', ');
  await client.query(`DROP SCHEMA IF EXISTS ${left} CASCADE`);
};

/** All at once: nobody reads one of them old and another one new. Bounded by lock_timeout, so that no query waits for long. */
export const lockTables = async (client: ClientBase, schemas: readonly string[]): Promise<void> => {
  const tables = (await tablesIn(client, schemas)).map(({ schema, name }) => `${schema}.${name}`);
  await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
};
