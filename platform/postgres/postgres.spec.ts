import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import { migrate } from './migrate.ts';
import { createPool, inTransaction } from './postgres.ts';

describe('Postgres', () => {
  let database: FreshDatabase;
  let pool: Pool;
  const reported: unknown[] = [];

  before(async () => {
    database = await freshDatabase();
    pool = createPool({
      url: database.url,
      max: 2,
      statementTimeoutMs: 300,
      log: { warn: (fields) => reported.push(fields) },
    });
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  it('gives dates, times and big numbers as text, exactly as they stand', async () => {
    const { rows } = await pool.query(
      `SELECT date '2026-03-29' AS day, time '02:30' AS at, timestamptz '2026-03-29 02:30Z' AS instant,
              9007199254740993::bigint AS big, 12.50::numeric AS money, ARRAY[date '2026-03-29'] AS days`,
    );
    expect(rows[0].day).to.equal('2026-03-29');
    expect(rows[0].at).to.equal('02:30:00');
    expect(rows[0].instant).to.be.a('string');
    expect(rows[0].big).to.equal('9007199254740993');
    expect(rows[0].money).to.equal('12.50');
    expect(rows[0].days).to.equal('{2026-03-29}');
  });

  it('ends a statement that takes too long', async () => {
    const error = await pool.query('SELECT pg_sleep(5)').catch((e) => e);
    expect(error.code).to.equal('57014');
  });

  it('commits all of a transaction or nothing', async () => {
    await pool.query('CREATE TABLE kept (n int)');
    const failure = await inTransaction(pool, async (client) => {
      await client.query('INSERT INTO kept VALUES (1)');
      throw new Error('no');
    }).catch((e) => e);
    expect(failure.message).to.equal('no');
    await inTransaction(pool, (client) => client.query('INSERT INTO kept VALUES (2)'));
    expect((await pool.query('SELECT n FROM kept')).rows).to.deep.equal([{ n: 2 }]);
  });

  it('survives the loss of idle and of busy connections', async () => {
    const other = createPool({ url: database.url, max: 1 });
    const kill = () =>
      other.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
    await pool.query('SELECT 1');
    await kill();
    await pool.query('SELECT 1').catch(() => pool.query('SELECT 1'));
    const lost = await inTransaction(pool, async (client) => {
      await kill();
      await client.query('SELECT 1');
    }).catch((e) => e);
    expect(lost).to.be.instanceOf(Error);
    expect((await inTransaction(pool, (client) => client.query('SELECT 1 AS one'))).rows).to.deep.equal([{ one: 1 }]);
    await other.end();
  });

  it('migrates once when several processes start together, and nothing when a file fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'careconnect-migrations-'));
    await pool.query('DROP SCHEMA migrations CASCADE');
    try {
      await writeFile(join(folder, '0001_one.sql'), '-- Up Migration\nCREATE TABLE one (n int);\n');
      await writeFile(join(folder, '0002_two.sql'), '-- Up Migration\nCREATE TABLE two (n int);\n');
      const ran = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
      expect(ran.flat()).to.deep.equal(['0001_one', '0002_two']);

      const failing = 'CREATE TABLE three (n int);\nCREATE TABLE one (n int);\n';
      await writeFile(join(folder, '0003_three.sql'), `-- Up Migration\n${failing}`);
      expect(await migrate(database.url, folder).catch((e) => e.message)).to.contain('already exists');
      const { rows } = await pool.query("SELECT to_regclass('three') AS three");
      expect(rows).to.deep.equal([{ three: null }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
