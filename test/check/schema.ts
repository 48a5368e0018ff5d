import { readFileSync, writeFileSync } from 'node:fs';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { pageOf } from '@careconnect/schema/picture.ts';
import { freshDatabase } from '../support/postgres.ts';

const file = new URL('../../schema/README.md', import.meta.url);

const drawn = async (): Promise<string> => {
  const database = await freshDatabase();
  const pool = createPool({ url: database.url });
  try {
    return await pageOf(pool);
  } finally {
    await pool.end();
    await database.drop();
  }
};

/** Whether schema/README.md shows what the migrations make. */
export const schemaIsDrawn = async (): Promise<boolean> => {
  if (readFileSync(file, 'utf8') === (await drawn())) return true;
  console.error('schema/README.md is out of step with the migrations: npm run document writes it anew');
  return false;
};

export const drawSchema = async (): Promise<void> => writeFileSync(file, await drawn());
