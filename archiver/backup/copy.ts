import type pg from 'pg';
import { to } from 'pg-copy-streams';
import { beginningOf, ending, heading } from './layout.ts';

/** The rows of tables as the snapshot sees them, laid out as pg_dump would. */
export async function* copied(snapshot: pg.Client, tables: readonly string[]): AsyncGenerator<Buffer, void, void> {
  // Whatever this server or user is set to: another reads them, and must not take days for months.
  await snapshot.query(
    'SET LOCAL datestyle = ISO; SET LOCAL intervalstyle = postgres; SET LOCAL extra_float_digits = 3',
  );
  yield Buffer.from(heading);
  for (const table of tables) {
    const columns = (await columnsOf(snapshot, table)).join(', ');
    yield Buffer.from(beginningOf(table, columns));
    yield* snapshot.query(to(`COPY (SELECT ${columns} FROM ${table}) TO STDOUT`)) as AsyncIterable<Buffer>;
    yield Buffer.from(ending);
  }
}

const columnsOf = async (snapshot: pg.Client, table: string): Promise<string[]> => {
  const { rows } = await snapshot.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
};
