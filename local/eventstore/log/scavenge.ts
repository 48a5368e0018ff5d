import { SCAVENGED_UP_TO } from '../storage/check-tail.ts';
import type { StreamHead } from '../storage/head.ts';
import { allHeadKeys, allLogKeys, indexKey, logKey, positionValue, streamOfHeadKey } from '../storage/keys.ts';
import { createdMs, revisionOf, type StoredRecord } from '../storage/record.ts';
import type { Storage, WriteOperation } from '../storage/storage.ts';
import { isMetastream, METASTREAM_RULES, originalOf, type Removable, removable } from './stream-rules.ts';

const PAGE = 500;

/**
 * Takes away what no reader can see any more, and gives the bytes back to the disk. Appends and reads go on meanwhile: only
 * records that are out of sight are touched. Answers how many records went.
 */
export async function scavenge(storage: Storage, lastPosition: number, stop: AbortSignal): Promise<number> {
  await storage.commit([{ type: 'put', key: SCAVENGED_UP_TO, value: positionValue(Math.max(0, lastPosition)) }]);
  let removed = 0;
  const heads = storage.level.keys(allHeadKeys);
  try {
    for (;;) {
      const page = await heads.nextv(PAGE);
      if (page.length === 0 || stop.aborted) break;
      for (const key of page) removed += await scavengeStream(storage, streamOfHeadKey(key), stop);
    }
  } finally {
    await heads.close();
  }
  if (removed > 0) await storage.giveBack(allLogKeys);
  return removed;
}

async function scavengeStream(storage: Storage, stream: string, stop: AbortSignal): Promise<number> {
  const head = storage.head(stream);
  if (head === undefined) return 0;
  const gone = whatMayGo(storage, stream, head);
  let removed = 0;
  for (let from = 0; !stop.aborted; ) {
    const page = await storage.streamForwards(stream, from, head.last, PAGE);
    const doomed = page.filter((record) => isDoomed(record, head, gone));
    if (doomed.length > 0) await storage.commit(doomed.flatMap((record) => removal(stream, record)));
    removed += doomed.length;
    const newest = page.at(-1);
    if (newest === undefined || doomed.length < page.length) return removed;
    from = revisionOf(newest.bytes) + 1;
  }
  return removed;
}

function whatMayGo(storage: Storage, stream: string, head: StreamHead): Removable {
  if (!isMetastream(stream)) return removable(head, head.rules, Date.now());
  const isOrphan = storage.head(originalOf(stream))?.tombstoned;
  return removable(isOrphan ? { ...head, tombstoned: true } : head, METASTREAM_RULES, Date.now());
}

function isDoomed({ bytes }: StoredRecord, head: StreamHead, gone: Removable): boolean {
  const revision = revisionOf(bytes);
  if (revision < gone.below) return true;
  return revision < head.last && createdMs(bytes) < gone.createdBeforeMs;
}

const removal = (stream: string, { position, bytes }: StoredRecord): WriteOperation[] => [
  { type: 'del', key: logKey(position) },
  { type: 'del', key: indexKey(stream, revisionOf(bytes)) },
];
