import type { Instant } from '@careconnect/domain/event.ts';
import type { EventType } from '@careconnect/domain/events.ts';
import type { Role } from '@careconnect/domain/user/events.ts';

/** As it was written: what is personal is sealed. */
export type JournalEvent = {
  position: string;
  stream: string;
  revision: number;
  eventId: string;
  type: EventType;
  recordedAt: Instant | null;
  /** Null when no person acted. */
  actor: { userId: string; role: Role } | null;
  correlationId: string | null;
  causationId: string | null;
  imported: boolean;
  data: Readonly<Record<string, unknown>>;
};
