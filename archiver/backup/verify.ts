import { BadBackup, examine, type Parcel } from '../target/parcel.ts';
import { MissingFile, type Target } from '../target/target.ts';
import { type Manifest, manifestsIn, readManifest, withVault } from './manifest.ts';

/** A backup whose every file is what its manifest says. @throws BadBackup with the name of the file */
export const verifyBackup = async (target: Target, manifest: Manifest, seen = new Set<string>()): Promise<void> => {
  for (const parcel of [...manifest.log.segments, manifest.rows]) await once(target, parcel, seen);
};

/** The one copy of the vault. @throws BadBackup */
export const verifyVault = async (target: Target, key: Buffer): Promise<void> => {
  const verified = await withVault(target, key, async ({ rows }) => {
    await examine(target, rows);
    return true;
  }).catch(asBad);
  if (!verified) throw new BadBackup('there is no copy of the vault');
};

const once = async (target: Target, parcel: Parcel, seen: Set<string>): Promise<void> => {
  if (seen.has(parcel.file)) return;
  await examine(target, parcel).catch(asBad);
  seen.add(parcel.file);
};

const asBad = (error: unknown): never => {
  throw error instanceof MissingFile ? new BadBackup(error.message) : error;
};

export type Examined = { good: Manifest[]; files: number; faults: string[] };

/** Everything that lies there. A file that several backups share is read once. */
export const verifyAll = async (target: Target, key: Buffer): Promise<Examined> => {
  const good: Manifest[] = [];
  const faults = new Set<string>();
  const seen = new Set<string>();
  const trying = async (work: () => Promise<void>): Promise<void> =>
    work().catch((error) => {
      if (!(error instanceof BadBackup)) throw error;
      faults.add(error.message);
    });
  for (const file of await manifestsIn(target))
    await trying(async () => {
      const manifest = await readManifest(target, key, file);
      await verifyBackup(target, manifest, seen);
      good.push(manifest);
    });
  await trying(() => verifyVault(target, key));
  return { good, files: seen.size, faults: [...faults] };
};
