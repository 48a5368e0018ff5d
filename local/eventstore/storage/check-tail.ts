import { aboutKey, positionOfValue } from './keys.ts';
import { sizeInLog } from './record.ts';
import type { Storage } from './storage.ts';

/** Up to here (and no further) records may be missing, because a scavenge took them. */
export const SCAVENGED_UP_TO = aboutKey('scavenged-up-to');

const PAGE = 1_000;

/** The first record does not lie at 0: a reader that starts after position 0 sees everything, as in EventStoreDB. */
export const FIRST_POSITION = 64;

/**
 * A kill or a power cut can only shorten the log. Damage in the middle of the write-ahead log would leave a gap, which
 * LevelDB passes over in silence; so the newest records, as many as that log can hold, are checked to follow one another.
 * Answers the position after which something is missing.
 */
export async function gapInTail(storage: Storage, bytesToCheck: number): Promise<number | undefined> {
  const scavenged = await storage.level.get(SCAVENGED_UP_TO);
  const oldest = scavenged ? positionOfValue(scavenged) : 0;
  let before = Number.MAX_SAFE_INTEGER;
  let next: number | undefined;
  let checked = 0;
  while (checked < bytesToCheck) {
    const page = await storage.logBackwards(before, PAGE);
    for (const { position, bytes } of page) {
      if (position <= oldest) return undefined;
      if (next !== undefined && position + sizeInLog(bytes) !== next) return position;
      next = position;
      checked += bytes.length;
    }
    const last = page.at(-1);
    if (last === undefined) return next === undefined || next === FIRST_POSITION ? undefined : 0;
    before = last.position;
  }
  return undefined;
}
