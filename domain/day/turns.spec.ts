import { expect } from 'chai';
import fc from 'fast-check';
import { schedule, tuesday, visit } from '../spec/clinic.ts';
import { unchangedUntil } from '../time/turns.ts';
import { instantOf, millisecondsOf, minute } from '../time/wall.ts';
import { roles } from '../user/events.ts';
import { cancellableBy, refundPercentOf } from './cancellable.ts';
import { cellsOf } from './cells.ts';
import { statuses } from './events.ts';
import { possibleFor } from './possible.ts';
import { turnsOfStarts, turnsOfVisit } from './turns.ts';

const { policy, zone } = schedule;
const midday = millisecondsOf(`${tuesday}T15:00:00.000Z`);
/** About whole minutes, where everything turns, and anywhere, in the two days before and after. */
const moments = fc
  .tuple(fc.integer({ min: -2 * 24 * 60, max: 2 * 24 * 60 }), fc.constantFrom(-1, 0, 0, 1, 2, 31_234))
  .map(([minutes, more]) => instantOf(midday + minutes * minute + more));

/** The same at any moment before the turn. */
const holdsUntil = (turnsAt: (now: string) => number[], shownAt: (now: string) => unknown) =>
  fc.assert(
    fc.property(moments, fc.nat(1_000_000), (now, pick) => {
      const until = unchangedUntil(now, turnsAt(now));
      const at = millisecondsOf(now);
      expect(until).to.be.greaterThan(at);
      for (const later of [until - 1, at + (pick % (until - at))])
        expect(shownAt(instantOf(later)), `${instantOf(later)}, as at ${now}`).to.deep.equal(shownAt(now));
    }),
    { numRuns: 500 },
  );

describe('What is shown stays as it is until it turns', () => {
  it('the starts of a day', () => {
    const cellsAt = (now: string) => cellsOf({ schedule, date: tuesday, held: [], minutes: 30, now });
    holdsUntil((now) => turnsOfStarts(cellsAt(now), policy), cellsAt);
  });

  it('what may be done with a visit, whoever looks and however it stands', () => {
    const { startsAt, date } = visit(1);
    for (const role of roles)
      for (const status of statuses)
        holdsUntil(
          () => turnsOfVisit(startsAt, policy),
          (now) => [
            possibleFor(role, { status, startsAt, date, zone, checkedInAt: null, policy }, now),
            cancellableBy(role, { status, startsAt, policy }, now),
            refundPercentOf({ startsAt, policy }, now),
          ],
        );
  });

  it('for a quarter of an hour at the most, when days and zones may be others', () => {
    expect(unchangedUntil('2026-11-24T12:00:00.000Z')).to.equal(millisecondsOf('2026-11-24T12:15:00.000Z'));
    expect(unchangedUntil('2026-11-24T12:14:59.999Z')).to.equal(millisecondsOf('2026-11-24T12:15:00.000Z'));
  });

  it('for no time at all at the very moment behind which it turns', () => {
    const at = '2026-11-24T12:05:00.000Z';
    expect(unchangedUntil(at, [millisecondsOf(at)])).to.equal(millisecondsOf(at) + 1);
    expect(unchangedUntil('2026-11-24T12:01:00.000Z', [millisecondsOf(at)])).to.equal(millisecondsOf(at));
    expect(unchangedUntil('2026-11-24T12:06:00.000Z', [millisecondsOf(at)])).to.equal(
      millisecondsOf('2026-11-24T12:15:00.000Z'),
    );
  });
});
