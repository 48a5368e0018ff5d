import type { Instant } from '../event.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf, minute } from '../time/wall.ts';
import type { PendingLetter } from './state.ts';

/** What a letter's link is to be made of, and until when it is good. */
export type Link = { requestId: string; expiresAt: Instant };

/** A letter that was asked for a moment ago is on its way: another one would only make its link worthless. */
export const isUnderWay = (letter: PendingLetter | null, at: Instant): boolean =>
  letter !== null && millisecondsOf(at) - millisecondsOf(letter.requestedAt) < 10 * minute;

/** A link is good once, until its time, and only the one of the newest letter. @throws Refusal */
export const good = (letter: PendingLetter | null, requestId: string, at: Instant): void => {
  if (letter?.requestId !== requestId || at >= letter.expiresAt)
    throw new Refusal('link-used-up', 'The link was used already, is too old, or a newer one was sent.', {});
};
