import type { BookingPolicy } from '../doctor/events.ts';
import type { Instant } from '../event.ts';
import { type Milliseconds, millisecondsOf, minute } from '../time/wall.ts';
import { cutOffOf } from './cancellable.ts';

/** At which moments of a day starts that are shown come to be too soon, and past. */
export const turnsOfStarts = (
  starts: readonly Readonly<{ startsAt: Instant }>[],
  { minimumNoticeMinutes }: BookingPolicy,
): Milliseconds[] =>
  starts.flatMap(({ startsAt }) => {
    const at = millisecondsOf(startsAt);
    return [at - minimumNoticeMinutes * minute, at];
  });

/** At which moments of a day it turns what may be done with a visit. */
export const turnsOfVisit = (startsAt: Instant, policy: BookingPolicy | null): Milliseconds[] => [
  millisecondsOf(startsAt),
  ...(policy ? [cutOffOf(startsAt, policy)] : []),
];
