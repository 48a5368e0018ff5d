import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { backUpLog } from './log.ts';
import { type Manifest, newestManifest, writeManifest } from './manifest.ts';
import { type BackingUpRows, backUpTables } from './tables.ts';
import { renewVault } from './vault.ts';

export type BackingUp = BackingUpRows & {
  store: EventStore;
  /** Signs the manifests. */
  key: Buffer;
  signal: AbortSignal;
  eventsPerSegment?: number;
};

/**
 * The log first: a key is made before the event that needs it, so the vault, copied after, opens all of it. Nothing is a
 * backup before its manifest is written, as the last of all.
 */
export const takeBackup = async (needs: BackingUp, backupId: string, takenAt: string): Promise<Manifest> => {
  const { target, key, signal } = needs;
  const { newest } = await newestManifest(target, key);
  const log = await backUpLog(needs, backupId, newest?.log ?? null);
  const rows = await backUpTables(needs, `tables/${backupId}.sql.gz`);
  await renewVault(needs, takenAt);
  signal.throwIfAborted();
  const manifest: Manifest = { format: 'careconnect backup 2', backupId, takenAt, log, ...rows };
  await writeManifest(target, key, manifest);
  return manifest;
};

/** Of all that it consists of, whichever backup wrote it. */
export const sizeOf = ({ log, rows }: Manifest): number =>
  [...log.segments, rows].reduce((sum, { bytes }) => sum + bytes, 0);
