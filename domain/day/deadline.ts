import type { Instant } from '../event.ts';
import { instantOf, millisecondsOf, minute } from '../time/wall.ts';

/** So many minutes from now, at the latest when the visit would start. */
export const deadline = (at: Instant, minutes: number, startsAt: Instant): Instant =>
  instantOf(Math.min(millisecondsOf(at) + minutes * minute, millisecondsOf(startsAt)));
