import { dataOf, type StoredRecord, typeOf } from '../storage/record.ts';
import type { Storage } from '../storage/storage.ts';
import { visibilityOf } from './visibility.ts';

/** What a reader gets: the event itself, or a link and (unless it is gone) what it points to. */
export interface Resolved {
  /** Position of what was read: of the link, where there is one. */
  position: number;
  event?: StoredRecord | undefined;
  link?: StoredRecord;
}

export const unresolved = (record: StoredRecord): Resolved => ({ position: record.position, event: record });

const LINK_TYPE = '$>';

/** Follows a link event; its data is `revision@stream`. */
export async function resolveLink(storage: Storage, record: StoredRecord): Promise<Resolved> {
  if (typeOf(record.bytes) !== LINK_TYPE) return unresolved(record);
  const target = parseLink(dataOf(record.bytes).toString('utf8'));
  const event = target && (await targetOf(storage, target));
  return { position: record.position, event, link: record };
}

interface LinkTarget {
  stream: string;
  revision: number;
}

export function parseLink(data: string): LinkTarget | undefined {
  const at = data.indexOf('@');
  const revision = Number(data.slice(0, at));
  const stream = data.slice(at + 1);
  if (at < 1 || stream === '' || !Number.isSafeInteger(revision) || revision < 0) return undefined;
  return { stream, revision };
}

async function targetOf(storage: Storage, { stream, revision }: LinkTarget): Promise<StoredRecord | undefined> {
  const range = visibilityOf(storage, stream);
  if (range.is !== 'visible' || revision < range.first || revision > range.last) return undefined;
  const position = await storage.positionInStream(stream, revision);
  return position === undefined ? undefined : storage.recordAt(position);
}
