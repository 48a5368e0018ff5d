import type { EventType } from '@careconnect/domain/events.ts';
import type { Role } from '@careconnect/domain/user/events.ts';

/** Which events are wanted, beside the time they were recorded; what is undefined is any. */
export type Filters = {
  subject?: string;
  stream?: string;
  type?: EventType;
  actorId?: string;
  actorRole?: Role;
  correlationId?: string;
};
