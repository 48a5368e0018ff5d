import type { Instant } from '@careconnect/domain/event.ts';
import type { AppointmentId, LetterId, UserId } from '@careconnect/domain/ids.ts';

/** What became of a letter. What it said is kept nowhere. */
export type Letter = {
  letterId: LetterId;
  kind: string;
  channel: string;
  /** Without a name once the person is erased. */
  to: { userId: UserId; name: string | null };
  appointmentId: AppointmentId | null;
  state: LetterState;
  reason: string | null;
  tries: number;
  /** How often an admin had it sent again. */
  resends: number;
  createdAt: Instant;
  nextTryAt: Instant | null;
  settledAt: Instant | null;
};

export const letterStates = ['due', 'sent', 'failed', 'skipped'] as const;
export type LetterState = (typeof letterStates)[number];
