import { randomUUID } from 'node:crypto';
import { type VaultManifest, vaultManifest, writeVaultManifest } from './manifest.ts';
import { type BackingUpRows, backUpVault } from './tables.ts';

type Needs = BackingUpRows & Readonly<{ key: Buffer }>;

/**
 * Replaces the one copy of the vault that there is. Keys are only ever made and erased, so the newest copy opens the log of
 * every backup, except what was erased since: of that no copy is left (docs/adr/0016).
 */
export const renewVault = async (needs: Needs, takenAt: string): Promise<VaultManifest> => {
  const { target, key } = needs;
  const file = `vault/${randomUUID()}.sql.gz`;
  const rows = await backUpVault(needs, file);
  const manifest = { format: 'careconnect vault 2', takenAt, rows } as const;
  await writeVaultManifest(target, key, manifest);
  for await (const other of target.list('vault'))
    if (other !== file && other !== vaultManifest) await target.remove(other);
  return manifest;
};
