import { randomUUID } from 'node:crypto';
import type { Instant } from '@careconnect/domain/event.ts';
import { type UserId, userId } from '@careconnect/domain/ids.ts';
import type { Actor } from '@careconnect/platform/auth/actor.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';

/** Reads the time once per request: everything a request does happens then. */
export type Clock = () => Instant;

type Asking = { actor: Actor | undefined; requestId: string; correlationId: string };

/**
 * Who asks, when, and what led to it. The ids of the events come anew with each command and not from the caller's key: the
 * store compares ids alone, so a key asked twice at once with different content would be answered twice (ADR 5).
 */
export const contextOf = (
  { actor, requestId, correlationId }: Asking,
  now: Instant,
  { imported = false, likelyNew = false } = {},
): CommandContext => ({
  commandId: randomUUID(),
  actor: actor ?? null,
  causationId: requestId,
  correlationId,
  now,
  ...(imported ? { imported } : {}),
  ...(likelyNew ? { likelyNew } : {}),
});

/** The signed-in person as the domain knows them. */
export const personOf = <Role extends string>(actor: {
  userId: string;
  role: Role;
}): { userId: UserId; role: Role } => ({
  userId: userId(actor.userId),
  role: actor.role,
});
