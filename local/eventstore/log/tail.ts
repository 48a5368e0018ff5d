import type { StoredRecord } from '../storage/record.ts';

/** The newest records, kept so that live subscribers, who all want the same few, need not each go to the disk for them. */
export interface Tail {
  add(records: StoredRecord[]): void;
  /** The records after a position, or undefined if the tail does not reach back so far. */
  after(position: number, limit: number): StoredRecord[] | undefined;
}

const MOST_RECORDS = 2_048;
const MOST_BYTES = 4 * 1024 * 1024;

/** `knownFrom` is the position up to which nothing is in the tail. */
export function beginTail(knownFrom: number): Tail {
  let records: StoredRecord[] = [];
  let first = 0;
  let bytes = 0;
  let reachesBackTo = knownFrom;

  function forgetOldest(): void {
    const oldest = records[first++];
    if (!oldest) return;
    bytes -= oldest.bytes.length;
    reachesBackTo = oldest.position;
    if (first >= MOST_RECORDS) {
      records = records.slice(first);
      first = 0;
    }
  }

  /** Index of the first record after a position. */
  function indexAfter(position: number): number {
    let low = first;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((records[middle]?.position ?? Infinity) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    add(newest) {
      for (const record of newest) {
        records.push(record);
        bytes += record.bytes.length;
        while (records.length - first > MOST_RECORDS || bytes > MOST_BYTES) forgetOldest();
      }
    },
    after(position, limit) {
      if (position < reachesBackTo) return undefined;
      const begin = indexAfter(position);
      return records.slice(begin, begin + limit);
    },
  };
}
