import type { Instant } from '../event.ts';
import { type Milliseconds, millisecondsOf, minute } from './wall.ts';

/** A day begins, and a clock is put forward or back, at a quarter of an hour wherever one is. */
const quarter = 15 * minute;

/**
 * Until when, exclusive, something stays as it is that depends on days, and turns at these moments or right after them.
 * Never more than a quarter of an hour.
 */
export const unchangedUntil = (now: Instant, turns: Iterable<Milliseconds> = []): Milliseconds => {
  const at = millisecondsOf(now);
  let until = (Math.floor(at / quarter) + 1) * quarter;
  for (const turn of turns) {
    const next = turn === at ? at + 1 : turn;
    if (next > at && next < until) until = next;
  }
  return until;
};
