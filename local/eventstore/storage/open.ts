import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { gapInTail } from './check-tail.ts';
import { aboutKey, allLogKeys } from './keys.ts';
import { type Level, type Storage, storageOver } from './storage.ts';

const FORMAT = '1';
const FORMAT_KEY = aboutKey('format');
const WRITE_BUFFER = 8 * 1024 * 1024;
/** LevelDB keeps at most two write buffers, these caches and files in memory; nothing else grows. */
const BOUNDS = { writeBufferSize: WRITE_BUFFER, cacheSize: 16 * 1024 * 1024, maxOpenFiles: 256 };
const BINARY = { keyEncoding: 'buffer', valueEncoding: 'buffer' } as const;

export async function openInMemory(): Promise<Storage> {
  const level: Level = new MemoryLevel<Buffer, Buffer>(BINARY);
  await level.open();
  return storageOver({
    level,
    commit: (operations) => level.batch(operations),
    giveBack: async () => {},
    reopen: async () => {},
  });
}

/**
 * Opens or makes the log in a folder. Nothing is scanned: LevelDB replays its own write-ahead log (a few MiB at most) and
 * drops a torn tail by its checksums. Memory is bounded by the settings above, not by the size of the log.
 * Throws an error whose message is one clear line when the folder is in use or holds something else.
 */
export async function openInFolder(folder: string): Promise<Storage> {
  const level = new ClassicLevel<Buffer, Buffer>(folder, { ...BINARY, ...BOUNDS });
  try {
    await level.open();
  } catch (error) {
    throw new Error(whyNotOpened(folder, error));
  }
  const storage = storageOver({
    level,
    commit: (operations) => {
      // Costs half of a batch given as an array: that one copies every operation.
      const batch = level.batch();
      for (const each of operations) {
        if (each.type === 'put') batch.put(each.key, each.value);
        else batch.del(each.key);
      }
      return batch.write({ sync: true });
    },
    giveBack: ({ gte, lt }) => level.compactRange(gte, lt),
    async reopen() {
      await level.close();
      await level.open();
    },
  });
  try {
    await checkFormat(level, folder);
    await checkTail(storage, folder);
  } catch (error) {
    await level.close();
    throw error;
  }
  return storage;
}

function whyNotOpened(folder: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: string } | undefined)?.code;
  if (code === 'LEVEL_LOCKED') return `the folder ${folder} is in use by another event store`;
  return `the folder ${folder} cannot be opened: ${cause?.message ?? String(error)}`;
}

async function checkFormat(level: ClassicLevel<Buffer, Buffer>, folder: string): Promise<void> {
  const found = (await level.get(FORMAT_KEY))?.toString();
  if (found === FORMAT) return;
  if (found === undefined && (await isEmpty(level, {}))) {
    await level.batch([{ type: 'put', key: FORMAT_KEY, value: Buffer.from(FORMAT) }], { sync: true });
    return;
  }
  if (found === undefined && !(await isEmpty(level, allLogKeys))) throw damaged(folder, 0);
  throw new Error(
    found === undefined
      ? `the folder ${folder} holds a database of something else`
      : `the folder ${folder} has format ${found}, this version reads format ${FORMAT}`,
  );
}

async function isEmpty(level: ClassicLevel<Buffer, Buffer>, range: object): Promise<boolean> {
  for await (const _ of level.keys({ ...range, limit: 1 })) return false;
  return true;
}

async function checkTail(storage: Storage, folder: string): Promise<void> {
  const gap = await gapInTail(storage, 2 * WRITE_BUFFER);
  if (gap !== undefined) throw damaged(folder, gap);
}

const damaged = (folder: string, position: number) =>
  new Error(`the log in ${folder} is damaged: records after position ${position} are missing`);
