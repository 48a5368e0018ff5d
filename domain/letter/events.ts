import type { By } from '../day/events.ts';
import type { Event, Instant } from '../event.ts';
import type { LetterId, ResendId } from '../ids.ts';

/** By an admin, for somebody who does not have it. That it was sent the first time is the ledger's knowledge, not the log's. */
export type LetterResendRequested = Event<
  'LetterResendRequested',
  { letterId: LetterId; resendId: ResendId; by: By; requestedAt: Instant }
>;

export type LetterEvent = LetterResendRequested;
