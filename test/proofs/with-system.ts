import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type System, type SystemOptions, startSystem } from '@careconnect/local/system/system.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';

/** For a proof that looks for every mail: a mailbox forgets the oldest otherwise. */
export const everyMail = { keepMails: 100_000 };

/** The whole system in a folder of its own, and its tables, for as long as a proof takes. */
export const withSystem = async <T>(
  name: string,
  options: Partial<SystemOptions>,
  prove: (system: System, pool: Pool) => Promise<T>,
): Promise<T> => {
  const dir = await mkdtemp(join(tmpdir(), `careconnect-${name}-`));
  const system = await startSystem({ dir, port: 0, say: () => {}, ...options });
  const pool = createPool({ url: system.addresses.database });
  try {
    return await prove(system, pool);
  } finally {
    await pool.end();
    await system.stop();
    await rm(dir, { recursive: true, force: true });
  }
};
