import type { StreamHead, StreamRules } from '../storage/head.ts';

/** The revision that stands for "all of it" in the metadata of a soft-deleted stream, as EventStoreDB writes it. */
export const SOFT_DELETED_JSON = '{"$tb":9223372036854775807}';

const METASTREAM = '$$';
export const isMetastream = (stream: string): boolean => stream.startsWith(METASTREAM);
export const originalOf = (metastream: string): string => metastream.slice(METASTREAM.length);
export const metastreamOf = (stream: string): string => METASTREAM + stream;

/** Of a metadata stream only the newest event counts. */
export const METASTREAM_RULES: StreamRules = { maxCount: 1 };

const wholeNumber = (value: unknown, least: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= least ? value : undefined;

/** Reads the metadata event of a stream. What is malformed rules nothing, as in EventStoreDB. */
export function parseStreamRules(data: Uint8Array): StreamRules {
  const metadata = parseObject(data);
  if (metadata === undefined) return {};
  const rules: StreamRules = {};
  const maxCount = wholeNumber(metadata.$maxCount, 1);
  const maxAgeSeconds = wholeNumber(metadata.$maxAge, 1);
  const truncateBefore = wholeNumber(metadata.$tb, 0);
  if (maxCount !== undefined) rules.maxCount = maxCount;
  if (maxAgeSeconds !== undefined) rules.maxAgeSeconds = maxAgeSeconds;
  if (truncateBefore !== undefined && truncateBefore > Number.MAX_SAFE_INTEGER) rules.softDeleted = true;
  else if (truncateBefore !== undefined) rules.truncateBefore = truncateBefore;
  return rules;
}

/** The metadata of a soft-deleted stream once it is written to again: what it held before stays cut off. */
export function withTruncateBefore(data: Uint8Array, revision: number): Buffer | undefined {
  const metadata = parseObject(data);
  return metadata && Buffer.from(JSON.stringify({ ...metadata, $tb: revision }));
}

function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export interface VisibleRange {
  first: number;
  last: number;
  /** Events created before this moment (ms since 1970) are gone. */
  notBeforeMs: number;
}

export type Visibility = { is: 'notFound' } | { is: 'deleted' } | ({ is: 'visible' } & VisibleRange);

/** Which events of a stream a reader may see now. */
export function visibleRange(head: StreamHead | undefined, nowMs: number): Visibility {
  if (head?.tombstoned) return { is: 'deleted' };
  if (head === undefined || head.last < 0 || head.rules?.softDeleted) return { is: 'notFound' };
  const rules = head.rules ?? {};
  const byCount = rules.maxCount === undefined ? 0 : head.last - rules.maxCount + 1;
  return {
    is: 'visible',
    first: Math.max(0, byCount, rules.truncateBefore ?? 0),
    last: head.last,
    notBeforeMs: rules.maxAgeSeconds === undefined ? 0 : nowMs - rules.maxAgeSeconds * 1000,
  };
}

/** Events of a stream that a scavenge takes away: those below a revision, and those created before a moment. */
export interface Removable {
  below: number;
  createdBeforeMs: number;
}

/**
 * The newest event of a stream always stays, because it carries the numbering; only a tombstone, which ends the numbering,
 * takes it too.
 */
export function removable(head: StreamHead, rules: StreamRules | undefined, nowMs: number): Removable {
  if (head.tombstoned) return { below: Infinity, createdBeforeMs: 0 };
  if (rules?.softDeleted) return { below: head.last, createdBeforeMs: 0 };
  const range = visibleRange({ ...head, ...(rules && { rules }) }, nowMs);
  if (range.is !== 'visible') return { below: 0, createdBeforeMs: 0 };
  return { below: Math.min(range.first, head.last), createdBeforeMs: range.notBeforeMs };
}
