import type { Instant } from '@careconnect/domain/event.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';

const after = (at: Instant, minutes: number): Instant => instantOf(millisecondsOf(at) + minutes * minute);

/** How long the links of letters are good. */
export const verifiableUntil = (at: Instant): Instant => after(at, 7 * 24 * 60);
export const acceptableUntil = verifiableUntil;
export const resettableUntil = (at: Instant): Instant => after(at, 60);

export const linkUsedUp = () =>
  new Refusal('link-used-up', 'The link was used already, is too old, or a newer one was sent.', {});
