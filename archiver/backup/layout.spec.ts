import { expect } from 'chai';
import fc from 'fast-check';
import { beginningOf, counting, ending, heading, tablesOf } from './layout.ts';

const said = `--
-- PostgreSQL database dump
--

\\restrict 2xQ0bX5ZkU
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

`;
const letters = `1\tÜber \\\\.\n2\t\\N\n\\\\.\n`;
const whole = [
  said,
  ...[beginningOf('notify.letters', 'letter_id, "key"'), letters, ending],
  ...[beginningOf('throttle.tries', 'key'), ending, '\n\\unrestrict 2xQ0bX5ZkU\n\n'],
].join('');

async function* inChunks(text: string, sizes: readonly number[] = []): AsyncGenerator<Buffer> {
  let rest = Buffer.from(text);
  for (const size of sizes) {
    yield rest.subarray(0, size);
    rest = rest.subarray(size);
  }
  yield rest;
}

const read = async (content: AsyncIterable<Buffer>): Promise<string[]> => {
  const found: string[] = [];
  for await (const { table, columns, rows } of tablesOf(content)) {
    const chunks: Buffer[] = [];
    for await (const bytes of rows) chunks.push(bytes);
    found.push(`${table} (${columns}): ${Buffer.concat(chunks)}`);
  }
  return found;
};
const refused = (content: AsyncIterable<Buffer>): Promise<string> =>
  read(content).then(
    () => expect.fail('it was not refused'),
    ({ message }) => message,
  );

describe('Rows in a file', () => {
  it('are found table by table, wherever the stream is cut', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }), async (sizes) => {
        expect(await read(inChunks(whole, sizes))).to.deep.equal([
          `notify.letters (letter_id, "key"): ${letters}`,
          'throttle.tries (key): ',
        ]);
      }),
    ));

  it('are passed on as they are, and counted', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }), async (sizes) => {
        const { pass, counts } = counting(['throttle.tries', 'notify.letters']);
        const chunks: Buffer[] = [];
        for await (const bytes of pass(inChunks(whole, sizes))) chunks.push(bytes);
        expect(Buffer.concat(chunks).toString()).to.equal(whole);
        expect(counts()).to.deep.equal({ 'notify.letters': 3, 'throttle.tries': 0 });
      }),
    ));

  it('are not written without one of the tables that were to be', async () => {
    const { pass } = counting(['notify.letters', 'messaging.inbox']);
    const message = await (async () => {
      for await (const _ of pass(inChunks(whole)));
    })().catch((error) => error.message);
    expect(message).to.include('messaging.inbox, notify.letters; these were: notify.letters, throttle.tries');
  });

  for (const statement of [
    'DROP TABLE notify.letters;',
    "SET session_replication_role = 'replica';",
    "SELECT pg_catalog.set_config('search_path', 'evil', false);",
    "SELECT pg_catalog.setval('notify.letters_seq', 7, true);",
    '\\! rm -rf /',
    "COPY notify.letters (letter_id) FROM PROGRAM 'date';",
    'COPY notify.letters (letter_id) FROM stdin; DROP TABLE notify.letters;',
    'COPY notify.letters (letter_id) FROM stdin (FORMAT csv) --) FROM stdin;',
    'COPY (DELETE FROM notify.letters RETURNING 1) (a) FROM stdin;',
  ])
    it(`are refused with a statement beside them: ${statement}`, async () => {
      expect(await refused(inChunks(`${heading}${statement}\n`))).to.include(statement.slice(0, 80));
    });

  it('are refused when they end in the middle of a table', async () => {
    const half = `${heading}${beginningOf('throttle.tries', 'key')}`;
    for (const rows of ['', 'a\n', 'a\nb', 'a\n\\.'])
      expect(await refused(inChunks(half + rows))).to.equal('the rows end in the middle of a table');
  });
});
