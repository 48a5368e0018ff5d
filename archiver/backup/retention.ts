import type { Target } from '../target/target.ts';
import { type Manifest, manifestOf, newestManifest } from './manifest.ts';

export type Retention = Readonly<{ days: number; most: number }>;

/**
 * Forgets backups that are too old or too many, never the newest, and files that no backup names, as one leaves that was cut
 * off. Run while none is under way. A manifest that is not good is left for somebody to look at, and so is what lies beside it.
 */
export const forgetOldBackups = async (
  target: Target,
  key: Buffer,
  { days, most }: Retention,
  now: string,
): Promise<Manifest[]> => {
  const { all, bad } = await newestManifest(target, key);
  const oldest = new Date(Date.parse(now) - days * 24 * 60 * 60_000).toISOString();
  const forgotten = all.filter(({ takenAt }, k) => k > 0 && (k >= most || takenAt < oldest));
  for (const { backupId } of forgotten) await target.remove(manifestOf(backupId));
  if (bad.length > 0) return forgotten;
  const kept = all.filter((manifest) => !forgotten.includes(manifest));
  const named = new Set(kept.flatMap(({ log, rows }) => [...log.segments, rows].map(({ file }) => file)));
  for (const folder of ['log', 'tables'])
    for await (const file of target.list(folder)) if (!named.has(file)) await target.remove(file);
  for await (const file of target.list('backups')) if (!file.endsWith('.json')) await target.remove(file);
  return forgotten;
};
