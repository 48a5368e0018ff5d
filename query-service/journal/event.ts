import type { Instant } from '@careconnect/domain/event.ts';
import type { EventMetadata, StoredEvent } from '@careconnect/platform/event-store/follow-chain.ts';
import { formatPosition, type Position } from '@careconnect/platform/event-store/position.ts';

export type EventRow = {
  commit_position: string;
  prepare_position: string;
  stream_name: string;
  revision: string;
  event_id: string;
  type: string;
  actor_id: string | null;
  actor_role: string | null;
  correlation_id: string | null;
  causation_id: string | null;
  recorded_at: Instant | null;
  imported: boolean;
  data: object;
};

export const eventColumns = `found.commit_position, found.prepare_position, stream_name, revision, event_id, type, actor_id,
           actor_role, correlation_id, causation_id, read.iso(recorded_at) AS recorded_at, imported, data`;

export type Event = ReturnType<typeof eventOf>;

/** As it was written: what is sealed stays sealed. */
export const eventOf = (row: EventRow) => ({
  position: formatPosition(positionOf(row)),
  stream: row.stream_name,
  revision: Number(row.revision),
  eventId: row.event_id,
  type: row.type,
  recordedAt: row.recorded_at,
  actor: row.actor_id === null ? null : { userId: row.actor_id, role: row.actor_role ?? '' },
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  imported: row.imported,
  data: row.data,
});

const positionOf = ({ commit_position, prepare_position }: EventRow): Position => ({
  commit: BigInt(commit_position),
  prepare: BigInt(prepare_position),
});

/** To the letter as the log has it. */
export const storedEventOf = (row: EventRow & { metadata: EventMetadata }): StoredEvent => ({
  id: row.event_id,
  streamName: row.stream_name,
  revision: BigInt(row.revision),
  position: positionOf(row),
  type: row.type,
  data: row.data,
  metadata: row.metadata,
});
