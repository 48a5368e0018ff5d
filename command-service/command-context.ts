import { randomUUID } from 'node:crypto';
import type { Instant } from '@careconnect/domain/event.ts';
import { type UserId, userId } from '@careconnect/domain/ids.ts';
import type { Actor } from '@careconnect/platform/auth/actor.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { Expected } from '@careconnect/platform/command-handler/expected.ts';

/** Reads the time once per request: everything a request does happens then. */
export type Clock = () => Instant;

type Asking = {
  actor: Actor | undefined;
  requestId: string;
  correlationId: string;
  expected?: Expected | undefined;
};

/**
 * Who asks, when, and what led to it. The ids of the events come anew with each command and not from the caller's key: the
 * store compares ids alone, so a key asked twice at once with different content would be answered twice (ADR 5).
 */
export const contextOf = (
  { actor, requestId, correlationId, expected }: Asking,
  now: Instant,
  { imported = false, likelyNew = false } = {},
): CommandContext => ({
  commandId: randomUUID(),
  actor: actor ?? null,
  causationId: requestId,
  correlationId,
  now,
  ...(imported ? { imported } : {}),
  ...(expected ? { expected } : {}),
  ...(likelyNew ? { likelyNew } : {}),
});

/** For what has to be done on the way: a condition is about the one stream that was asked to change. */
export const onTheWay = ({ expected: _, ...context }: CommandContext): CommandContext => context;

/** The signed-in person as the domain knows them. */
export const personOf = <Role extends string>(actor: {
  userId: string;
  role: Role;
}): { userId: UserId; role: Role } => ({
  userId: userId(actor.userId),
  role: actor.role,
});
