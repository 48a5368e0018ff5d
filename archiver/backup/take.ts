import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Target } from '../target/target.ts';
import { backUpLog } from './log.ts';
import { type Manifest, newestManifest, writeManifest } from './manifest.ts';
import { backUpTables, inSnapshot } from './tables.ts';
import { renewVault } from './vault.ts';

export type BackingUp = {
  store: EventStore;
  databaseUrl: string;
  target: Target;
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
  const { databaseUrl, target, key, signal } = needs;
  const { newest } = await newestManifest(target, key);
  const log = await backUpLog(needs, backupId, newest?.log ?? null);
  const rows = await inSnapshot(databaseUrl, (snapshot) => backUpTables(snapshot, target, backupId));
  await renewVault({ databaseUrl, target, key }, takenAt);
  signal.throwIfAborted();
  const manifest: Manifest = { format: 'careconnect backup 1', backupId, takenAt, log, ...rows };
  await writeManifest(target, key, manifest);
  return manifest;
};

/** Of all that it consists of, whichever backup wrote it. */
export const sizeOf = ({ log, tables }: Manifest): number =>
  [...log.segments, ...tables].reduce((sum, { bytes }) => sum + bytes, 0);
