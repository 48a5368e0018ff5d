import { join } from 'node:path';
import { personalFields } from '@careconnect/domain/personal.ts';
import { repository } from '@careconnect/local/system/node-process.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, parseMasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { runReadModel } from '@careconnect/platform/rebuild/run-read-model.ts';
import { readModels } from '@careconnect/projectors/read-models.ts';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';

/** Every read model made anew from the first event, in a database beside; gives it to `look`, with the tables that differ. */
export const replayed = async <T>(
  { addresses, secrets }: System,
  live: Pool,
  look: (pool: Pool, differing: string[]) => Promise<T>,
): Promise<T> => {
  const url = new URL(addresses.database);
  url.pathname = '/replayed';
  await live.query('CREATE DATABASE replayed');
  await migrate(url.href, join(repository, 'schema/migrations'));
  const pool = createPool({ url: url.href });
  const store = connectEventStore({ url: addresses.eventStore });
  const vault = createVault({ pool: live, masterKeys: parseMasterKeys(secrets.masterKey), fields: personalFields });
  const projections = readModels(vault.open, () => {}).map((readModel) =>
    runReadModel(readModel, { store, pool, onRebuilt: () => {} }),
  );
  try {
    for (const { status } of projections)
      await until(`${status().name} is replayed`, () => {
        const { state, problem } = status();
        if (state === 'stopped') throw new Error(`the replay of ${status().name} has stopped: ${problem}`);
        return state === 'live';
      });
    return await look(pool, await differingTables(live, pool));
  } finally {
    await Promise.all(projections.map((projection) => projection.stop()));
    await store.close();
    await pool.end();
    await live.query('DROP DATABASE replayed WITH (FORCE)');
  }
};

const differingTables = async (live: Pool, again: Pool): Promise<string[]> => {
  const { rows } = await live.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
      WHERE schemaname IN ('public', 'read', 'journal', 'sessions') ORDER BY 1`,
  );
  const differing: string[] = [];
  for (const { name } of rows) if ((await digestOf(live, name)) !== (await digestOf(again, name))) differing.push(name);
  return differing;
};

const digestOf = async (pool: Pool, table: string): Promise<string> => {
  const { rows } = await pool.query(
    `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM ${table} t`,
  );
  return rows[0].digest;
};
