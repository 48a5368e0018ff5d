import { isMetastream, originalOf, type Visibility, visibleRange } from '../log/stream-rules.ts';
import type { Storage } from '../storage/storage.ts';

/** What a reader may see of a stream now. The metadata of a stream with a tombstone is gone with it. */
export async function visibilityOf(storage: Storage, stream: string): Promise<Visibility> {
  if (!isMetastream(stream)) return visibleRange(await storage.head(stream), Date.now());
  const [own, original] = await storage.heads([stream, originalOf(stream)]);
  return original?.tombstoned ? { is: 'deleted' } : visibleRange(own, Date.now());
}
