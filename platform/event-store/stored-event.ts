import type { RecordedEvent } from '@eventstore/db-client';
import { type EventMetadata, type StoredEvent, UnreadableEvent } from './event-store.ts';

/** How metadata lies in the store: the two names the store itself understands carry a dollar sign. */
export const toStoredMetadata = ({ correlationId, causationId, ...rest }: EventMetadata): Record<string, unknown> => ({
  $correlationId: correlationId,
  $causationId: causationId,
  ...rest,
});

/** Throws UnreadableEvent: the library gives broken JSON back as if it were a string. */
export const toStoredEvent = (recorded: RecordedEvent): StoredEvent => {
  const { id, streamId: streamName, revision, type, position = null } = recorded;
  const refuse = (why: string) => new UnreadableEvent({ id, streamName, revision, type, position }, why);
  if (!recorded.isJson || !isObject(recorded.data)) throw refuse('its data is not a JSON object');
  const metadata = toMetadata(recorded.metadata);
  if (!metadata) throw refuse('its metadata is not of our shape');
  if (!position) throw refuse('the store gave no position');
  return { id, streamName, revision, position, type, data: recorded.data, metadata };
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const toMetadata = (raw: unknown): EventMetadata | null => {
  if (!isObject(raw)) return null;
  const { $correlationId, $causationId, actor, recordedAt, imported, schemaVersion, previousHash } = raw;
  if (typeof $correlationId !== 'string' || typeof $causationId !== 'string') return null;
  if (typeof recordedAt !== 'string' || typeof schemaVersion !== 'number') return null;
  if (previousHash !== null && typeof previousHash !== 'string') return null;
  const who = toActor(actor);
  if (who === undefined) return null;
  const mark = imported === true ? { imported: true as const } : {};
  return {
    correlationId: $correlationId,
    causationId: $causationId,
    actor: who,
    recordedAt,
    ...mark,
    schemaVersion,
    previousHash,
  };
};

const toActor = (raw: unknown): EventMetadata['actor'] | undefined => {
  if (raw === null) return null;
  if (!isObject(raw) || typeof raw.userId !== 'string' || typeof raw.role !== 'string') return undefined;
  return { userId: raw.userId, role: raw.role };
};
