import { isUuid } from '@careconnect/domain/ids.ts';
import { invalidRequest } from '@careconnect/platform/http/problem.ts';

/** What a row is found again by, in the order in which the list is sorted. */
type Keys = readonly string[];
type Kind = 'text' | 'id' | 'instant' | 'place' | 'number';

export type Page<Item> = {
  items: Item[] /** What to ask with as `after`; null on the last page. */;
  next: string | null;
};

/** Ask for one row more than the limit: it tells whether there is a next page. */
export const pageOf = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => Keys,
  toItem: (row: Row) => Item,
): Page<Item> => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    next: rows.length > limit && last !== undefined ? cursorOf(keysOf(last)) : null,
  };
};

export const cursorOf = (keys: Keys): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** The keys after which the page begins: those of the cursor, or of the list's beginning. @throws a 400 on anything else */
export const keysAfter = <const Kinds extends readonly Kind[]>(
  after: string | undefined,
  kinds: Kinds,
  beginning: { [place in keyof Kinds]: string },
): { [place in keyof Kinds]: string } => {
  if (after === undefined) return beginning;
  const keys = parsed(after);
  if (!Array.isArray(keys) || keys.length !== kinds.length || !kinds.every((kind, k) => fits[kind](keys[k])))
    throw invalidRequest([{ in: 'query', field: 'after', message: 'after must be the next of an earlier page' }]);
  return keys as unknown as { [place in keyof Kinds]: string };
};

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const fits: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\u0000'),
  id: isUuid,
  instant: (value) => typeof value === 'string' && isInstant(value),
  number: (value) => typeof value === 'string' && /^-?\d{1,12}(\.\d{1,12})?$/.test(value),
  place: (value) => typeof value === 'string' && /^\d{1,18}$/.test(value),
};

/** As the database words it, and one that it knows: it has no year 0. */
const isInstant = (value: string): boolean => {
  const at = new Date(value);
  return /^(?!0000)\d{4}-/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString() === value;
};

/** Before and behind every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Behind every place: the end of the year 9999. */
export const lastPlace = '253402300799999999';

/** A moment as Postgres has it, to the microsecond, which an instant of ours has not; and back. */
export const placeOf = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000000)::bigint`;
export const momentAt = (place: string): string => `'epoch'::timestamptz + ${place}::bigint * interval '1 microsecond'`;
