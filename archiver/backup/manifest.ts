import { createHash } from 'node:crypto';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { canonicalJson } from '@careconnect/platform/event-store/hash.ts';
import type { Place } from '@careconnect/platform/event-store/line.ts';
import { BadBackup, type Parcel, textFrom, writeText } from '../target/parcel.ts';
import { MissingFile, type Target } from '../target/target.ts';

/** A stretch of the log: `from` counts its first event among all of them, from 0. */
export type Segment = Parcel & Readonly<{ from: number; events: number; first: Place; last: Place }>;

/** Rows of some tables (layout.ts): which tool of which version wrote them, and how many of which table. */
export type Rows = Parcel & Readonly<{ madeBy: string; tables: Readonly<Record<string, number>> }>;

export type Manifest = Readonly<{
  format: 'careconnect backup 2';
  backupId: string;
  takenAt: string;
  log: Readonly<{
    /** The whole log up to here: those that earlier backups wrote come first. */
    segments: readonly Segment[];
    events: number;
    /** The last event; null while there is none. By it a later backup knows whether this log is still that one. */
    tip: Readonly<{ id: string; stream: string; revision: string; position: Place }> | null;
  }>;
  /** What is not derived from the log, but for the vault. */
  rows: Rows;
  /** How far those who do not start anew had read the log. */
  checkpoints: Readonly<Record<string, Place>>;
}>;

/** The vault has no past: one copy, which every backup and every erasure replaces (docs/adr/0016). */
export type VaultManifest = Readonly<{ format: 'careconnect vault 2'; takenAt: string; rows: Rows }>;

const folder = 'backups';
export const manifestOf = (backupId: string): string => `${folder}/${backupId}.json`;
export const vaultManifest = 'vault/manifest.json';

/** Written last: a backup without it is none. */
export const writeManifest = (target: Target, key: Buffer, manifest: Manifest): Promise<void> =>
  writeText(target, manifestOf(manifest.backupId), signed(key, manifest));

export const writeVaultManifest = (target: Target, key: Buffer, manifest: VaultManifest): Promise<void> =>
  writeText(target, vaultManifest, signed(key, manifest));

/** @throws BadBackup, MissingFile */
export const readManifest = async (target: Target, key: Buffer, file: string): Promise<Manifest> => {
  const manifest = await readSigned<Manifest>(target, key, file, 'careconnect backup 2');
  for (const gap of gapsIn(manifest)) throw new BadBackup(`${file}: ${gap}`);
  return manifest;
};

/** Null when the vault was never backed up. @throws BadBackup */
export const readVaultManifest = (target: Target, key: Buffer): Promise<VaultManifest | null> =>
  readSigned<VaultManifest>(target, key, vaultManifest, 'careconnect vault 2').catch((error) => {
    if (error instanceof MissingFile) return null;
    throw error;
  });

/**
 * Does something with the one copy of the vault: with the next one, where that took its place meanwhile. Null when the vault
 * was never backed up. @throws BadBackup, MissingFile
 */
export const withVault = async <Done>(
  target: Target,
  key: Buffer,
  work: (manifest: VaultManifest) => Promise<Done>,
): Promise<Done | null> => {
  const manifest = await readVaultManifest(target, key);
  return (
    manifest &&
    work(manifest).catch(async (error) => {
      if (!(error instanceof MissingFile)) throw error;
      const now = await readVaultManifest(target, key);
      if (now?.rows.file === manifest.rows.file) throw error;
      return withVault(target, key, work);
    })
  );
};

/** The names of all manifests. */
export const manifestsIn = async (target: Target): Promise<string[]> => {
  const files: string[] = [];
  for await (const file of target.list(folder)) if (file.endsWith('.json')) files.push(file);
  return files;
};

/** The newest one that is good, and what is wrong with the others. */
export const newestManifest = async (
  target: Target,
  key: Buffer,
): Promise<{ newest: Manifest | null; all: Manifest[]; bad: string[] }> => {
  const all: Manifest[] = [];
  const bad: string[] = [];
  for (const file of await manifestsIn(target))
    await readManifest(target, key, file).then(
      (manifest) => void all.push(manifest),
      (error) => {
        if (!(error instanceof BadBackup)) throw error;
        bad.push(error.message);
      },
    );
  all.sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  return { newest: all[0] ?? null, all, bad };
};

/** Each segment begins where the one before ends. */
const gapsIn = ({ log: { segments, events } }: Manifest): string[] => {
  const gaps: string[] = [];
  let next = 0;
  for (const { file, from, events } of segments) {
    if (from !== next) gaps.push(`events ${next} to ${from - 1} are missing before ${file}`);
    next = from + events;
  }
  return next === events ? gaps : [...gaps, `events ${next} to ${events - 1} are missing at the end`];
};

const provenIn = (content: object): [string, string] => [
  'backup-manifest',
  createHash('sha256').update(canonicalJson(content)).digest('hex'),
];

const signed = (key: Buffer, content: object): string =>
  `${JSON.stringify({ ...content, signature: proofsWith(key).of(...provenIn(content)) }, null, 1)}\n`;

const readSigned = async <M extends { format: string }>(
  target: Target,
  key: Buffer,
  file: string,
  format: M['format'],
): Promise<M> => {
  const text = await textFrom(target, file);
  const { signature, ...content } = parsed(file, text);
  if (typeof signature !== 'string' || !proofsWith(key).holds(signature, ...provenIn(content)))
    throw new BadBackup(`${file}: its signature is wrong`);
  if (content.format !== format) throw new BadBackup(`${file}: its format is ${content.format}, not ${format}`);
  return content as unknown as M;
};

const parsed = (file: string, text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadBackup(`${file} is no JSON`);
  }
};
