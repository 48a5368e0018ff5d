import type { Instant } from '@careconnect/domain/event.ts';
import { instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';

const after = (at: Instant, minutes: number): Instant => instantOf(millisecondsOf(at) + minutes * minute);

/** How long the links of letters are good. */
export const verifiableUntil = (at: Instant): Instant => after(at, 7 * 24 * 60);
export const acceptableUntil = verifiableUntil;
export const resettableUntil = (at: Instant): Instant => after(at, 60);
