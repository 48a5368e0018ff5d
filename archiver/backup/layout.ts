import { BadBackup } from '../target/parcel.ts';

/**
 * How rows lie in a file, whichever tool wrote them: as pg_dump writes data in its plain format, so that psql reads it. Nothing
 * here runs any of it: a backup is data and no program (docs/adr/0016).
 */
type Piece = Readonly<{ bytes: Buffer }> &
  ({ is: 'Aside' } | { is: 'Table'; table: string; columns: string } | { is: 'Rows' } | { is: 'End' });

/** Rows of a table; `columns` in the order of the rows, quoted as SQL has it. They are read before the next table is asked for. */
export type TableOfRows = Readonly<{ table: string; columns: string; rows: AsyncIterable<Buffer> }>;

const name = '(?:[a-z_][a-z0-9_]*|"(?:[^"]|"")+")';
const beginning = new RegExp(`^COPY (${name}\\.${name}) \\((${name}(?:, ${name})*)\\) FROM stdin;$`);
/** What pg_dump says besides. The session that restores is set up already: this much is known, and passed over. */
const known = [
  /^(--.*)?$/,
  // It keeps psql from taking rows for commands.
  /^\\(un)?restrict [A-Za-z0-9]+$/,
  /^SET (statement|lock|idle_in_transaction_session|transaction)_timeout = 0;$/,
  /^SET client_encoding = 'UTF8';$/,
  /^SET (standard_conforming_strings = on|check_function_bodies = false|xmloption = content);$/,
  /^SET (client_min_messages = warning|row_security = off);$/,
  /^SELECT pg_catalog\.set_config\('search_path', '', false\);$/,
];

export const heading = `-- Rows that no replay of the log brings back\n\nSET client_encoding = 'UTF8';\n`;
export const beginningOf = (table: string, columns: string): string => `\nCOPY ${table} (${columns}) FROM stdin;\n`;
export const ending = '\\.\n';

/** At most a chunk and a row are in memory. @throws BadBackup for anything that is no row of a table, and for half of one */
async function* piecesOf(content: AsyncIterable<Buffer>): AsyncGenerator<Piece, void, void> {
  let within = false;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let piece = first(rest, within); piece; piece = first(rest, within)) {
      rest = rest.subarray(piece.bytes.length);
      if (piece.is === 'Table') within = true;
      if (piece.is === 'End') within = false;
      yield piece;
    }
  }
  if (within || rest.length > 0) throw new BadBackup('the rows end in the middle of a table');
}

const first = (bytes: Buffer, within: boolean): Piece | null => (within ? rowsIn(bytes) : lineIn(bytes));

const lineIn = (bytes: Buffer): Piece | null => {
  const length = bytes.indexOf('\n') + 1;
  if (length === 0) return null;
  const line = bytes.toString('utf8', 0, length - 1);
  const [, table, columns] = beginning.exec(line) ?? [];
  const its = bytes.subarray(0, length);
  if (table && columns) return { is: 'Table', table, columns, bytes: its };
  if (known.some((pattern) => pattern.test(line))) return { is: 'Aside', bytes: its };
  throw new BadBackup(`what should be rows is a statement that is not known: ${line.slice(0, 80)}`);
};

/** A backslash in a row is doubled, so no row looks like the end. */
const rowsIn = (bytes: Buffer): Piece | null => {
  if (bytes.subarray(0, ending.length).equals(Buffer.from(ending)))
    return { is: 'End', bytes: bytes.subarray(0, ending.length) };
  const end = bytes.indexOf(`\n${ending}`);
  const length = (end < 0 ? bytes.lastIndexOf('\n') : end) + 1;
  return length === 0 ? null : { is: 'Rows', bytes: bytes.subarray(0, length) };
};

/** @throws BadBackup */
export async function* tablesOf(content: AsyncIterable<Buffer>): AsyncGenerator<TableOfRows, void, void> {
  const pieces = piecesOf(content);
  try {
    for (let next = await pieces.next(); !next.done; next = await pieces.next())
      if (next.value.is === 'Table') yield { ...next.value, rows: rowsOf(pieces) };
  } finally {
    await pieces.return();
  }
}

async function* rowsOf(pieces: AsyncGenerator<Piece, void, void>): AsyncGenerator<Buffer, void, void> {
  for (let next = await pieces.next(); next.value?.is === 'Rows'; next = await pieces.next()) yield next.value.bytes;
}

/** Passes it on as it is, and counts; what a restore would refuse is refused while it is written. @throws BadBackup */
export const counting = (tables: readonly string[]) => {
  const counts = new Map<string, number>();
  return {
    /** How many rows of which table, once all has passed. */
    counts: () => Object.fromEntries(counts),
    async *pass(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
      let table = '';
      for await (const piece of piecesOf(content)) {
        if (piece.is === 'Table') table = piece.table;
        const more = piece.is === 'Rows' ? linesIn(piece.bytes) : 0;
        if (table) counts.set(table, (counts.get(table) ?? 0) + more);
        yield piece.bytes;
      }
      const [found, wanted] = [[...counts.keys()].sort(), [...tables].sort()];
      if (found.join() !== wanted.join())
        throw new BadBackup(`these tables were to be copied: ${wanted.join(', ')}; these were: ${found.join(', ')}`);
    },
  };
};

const linesIn = (bytes: Buffer): number => {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
};
