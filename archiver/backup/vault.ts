import { randomUUID } from 'node:crypto';
import type { Target } from '../target/target.ts';
import { type VaultManifest, vaultManifest, writeVaultManifest } from './manifest.ts';
import { backUpVault, inSnapshot } from './tables.ts';

type Needs = { databaseUrl: string; target: Target; key: Buffer };

/**
 * Replaces the one copy of the vault that there is. Keys are only ever made and erased, so the newest copy opens the log of
 * every backup, except what was erased since: of that no copy is left (docs/adr/0016).
 */
export const renewVault = async ({ databaseUrl, target, key }: Needs, takenAt: string): Promise<VaultManifest> => {
  const file = `vault/${randomUUID()}.copy.gz`;
  const rows = await inSnapshot(databaseUrl, (snapshot) => backUpVault(snapshot, target, file));
  const manifest = { format: 'careconnect vault 1', takenAt, rows } as const;
  await writeVaultManifest(target, key, manifest);
  for await (const other of target.list('vault'))
    if (other !== file && other !== vaultManifest) await target.remove(other);
  return manifest;
};
