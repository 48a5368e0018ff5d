import { type StoredRecord, streamOf, typeOf } from '../storage/record.ts';

export interface Filter {
  on: 'streamName' | 'eventType';
  matches: { prefixes: string[] } | { regex: RegExp };
}

/** Whether a filtered subscription lets a record through. A link is judged by what it is itself, not by its target. */
export function passes(filter: Filter, { bytes }: StoredRecord): boolean {
  const text = filter.on === 'streamName' ? streamOf(bytes) : typeOf(bytes);
  if ('regex' in filter.matches) return filter.matches.regex.test(text);
  return filter.matches.prefixes.some((prefix) => text.startsWith(prefix));
}

/** Counts the records a filtered subscription has looked at and tells when a window is full and a checkpoint is due. */
export function windowCounter(recordsPerCheckpoint: number): () => boolean {
  let seen = 0;
  return () => {
    seen = (seen + 1) % recordsPerCheckpoint;
    return seen === 0;
  };
}
