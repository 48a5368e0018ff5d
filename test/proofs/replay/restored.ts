import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeBackup } from '@careconnect/archiver/backup/take.ts';
import { folderTarget } from '@careconnect/archiver/target/folder.ts';
import { type Drilled, drill } from '@careconnect/local/drill/drill.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { parseMasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import type { CommandHouse } from '../../support/command-house.ts';

/**
 * Backs everything up, restores it into an empty event store and an empty database, has all rows made anew there, and compares: the
 * log event by event, the rows with those that live. Who was erased has to be erased there as well.
 */
export const restoreAndCompare = async (house: CommandHouse, store: EventStore, pool: Pool): Promise<Drilled> => {
  const folder = await mkdtemp(join(tmpdir(), 'careconnect-replay-'));
  const [target, key] = [folderTarget(folder), randomBytes(32)];
  const { databaseUrl, masterKey } = house;
  try {
    const needs = { store, databaseUrl, target, key, signal: new AbortController().signal };
    const manifest = await takeBackup(needs, randomUUID(), new Date().toISOString());
    const live = { store, pool, databaseUrl };
    return await drill({ live, target, key, masterKeys: parseMasterKeys(masterKey) }, manifest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
