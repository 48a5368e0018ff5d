import type { By } from '../day/events.ts';
import type { Instant } from '../event.ts';
import type { LetterId, ResendId } from '../ids.ts';
import type { LetterEvent } from './events.ts';

export type Letter = Readonly<{ resends: ReadonlySet<ResendId> }>;

export type RequestResend = Readonly<{
  is: 'RequestResend';
  letterId: LetterId;
  resendId: ResendId;
  by: By;
  at: Instant;
}>;

export type LetterCommand = RequestResend;

export const letterDecider = {
  initial: { resends: new Set() } as Letter,
  evolve: ({ resends }: Letter, { data: { resendId } }: LetterEvent): Letter => ({
    resends: new Set(resends).add(resendId),
  }),
  /** The same again is quiet. */
  decide: ({ is: _, at: requestedAt, ...said }: LetterCommand, { resends }: Letter): LetterEvent[] =>
    resends.has(said.resendId) ? [] : [{ type: 'LetterResendRequested', data: { ...said, requestedAt } }],
};
