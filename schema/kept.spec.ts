import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import { derived, kept, vault } from './kept.ts';

describe('What is backed up', () => {
  it('is decided for every schema', async () => {
    const database = await freshDatabase();
    const pool = createPool({ url: database.url });
    const { rows } = await pool.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
    );
    await pool.end();
    await database.drop();
    const decided: string[] = [...kept, ...derived, ...vault.split('.').slice(0, 1)];
    expect(rows.map(({ name }) => name).filter((name) => !decided.includes(name))).to.deep.equal([]);
  });
});
