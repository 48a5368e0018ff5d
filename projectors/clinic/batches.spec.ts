import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { asAdmin, booked, cancelled } from '@careconnect/domain/spec/clinic.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { drAna, person } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import { projectClinic } from './clinic.ts';

const people = [drAna, ...[0, 1, 2, 3, 4].map((n) => person(n + 1))].flat();

/** Appointment n for half an hour from this quarter of the day on; its events in order, cancelled or not. */
const booking = fc
  .record({
    quarter: fc.nat(5),
    upTo: fc.constantFrom('requested', 'accepted', 'confirmed'),
    isCancelled: fc.boolean(),
  })
  .map(({ quarter, upTo, isCancelled }) => (n: number): DoctorDayEvent[] => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 12, minutes)).toISOString();
    const events = [...booked(n, upTo as 'confirmed'), ...(isCancelled ? [cancelled(n, asAdmin, at(0))] : [])];
    const times = { startsAt: at(quarter * 15), endsAt: at(quarter * 15 + 30) };
    return events.map((event) => ({ ...event, data: { ...event.data, ...times } }) as DoctorDayEvent);
  });

/** Bookings interleaved at will: also what the write side never lets happen, two at one time. */
const log = fc
  .tuple(fc.array(booking, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(99), { maxLength: 20 }))
  .map(([bookings, picks]) => {
    const left = bookings.map((eventsOf, n) => eventsOf(n + 1));
    const events: DoctorDayEvent[] = [];
    for (let k = 0; left.some((each) => each.length > 0); k += 1) {
      const open = left.filter((each) => each.length > 0);
      events.push(...(open[(picks[k % (picks.length || 1)] ?? 0) % open.length]?.splice(0, 1) ?? []));
    }
    return events;
  });

/** Where batches end, and how far back each one begins again. */
const cuts = fc.array(fc.record({ size: fc.integer({ min: 1, max: 6 }), back: fc.nat(4) }), {
  minLength: 1,
  maxLength: 30,
});

const batched = (events: StoredEvent[], plan: readonly { size: number; back: number }[]): StoredEvent[][] => {
  const batches: StoredEvent[][] = [];
  for (let at = 0, k = 0; at < events.length; k += 1) {
    const { size, back } = plan[k % plan.length] ?? { size: 1, back: 0 };
    batches.push(events.slice(Math.max(0, at - back), at + size));
    at += size;
  }
  return batches;
};

describe('The projection "clinic", whatever the batches', () => {
  const { project } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );

  it('makes the same rows and alarms of the same log, cut anywhere and repeated from anywhere', () =>
    fc.assert(
      fc.asyncProperty(log, cuts, async (happened, plan) => {
        const [known, events] = [told(people), told([...people, ...happened]).slice(people.length)];
        const inOrder = await project([known, ...events.map((event) => [event])]);
        expect(await project([known, ...batched(events, plan)])).to.deep.equal(inOrder);
      }),
      { numRuns: 40 },
    )).timeout(60_000);
});
