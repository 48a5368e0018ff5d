import { isMetastream, METASTREAM_RULES, originalOf, type Visibility, visibleRange } from '../log/stream-rules.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * What a reader may see of a stream now. Of a metadata stream that is its newest event alone, and nothing once its stream
 * has a tombstone.
 */
export function visibilityOf(storage: Storage, stream: string): Visibility {
  const head = storage.head(stream);
  if (!isMetastream(stream)) return visibleRange(head, Date.now());
  if (storage.head(originalOf(stream))?.tombstoned) return { is: 'deleted' };
  return visibleRange(head && { ...head, rules: METASTREAM_RULES }, Date.now());
}
