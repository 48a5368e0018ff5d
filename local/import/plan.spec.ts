import { addDays } from '@careconnect/domain/time/wall.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Plan, planOf, type Settled } from './plan.ts';
import type { Request } from './rows.ts';

const monday = '2016-05-02';
const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00-03:00`);

const request = (line: number, clinic: string, date: string, requestedAt: number): Request => ({
  ...{ line, clinic, date, requestedAt },
  ...{ key: `request ${line}`, patientKey: String(line), gender: 'OTHER', age: 30 },
});

const slotsADay = 42;
const twentyMinutes = 20 * 60_000;
const opens = (date: string): number => at(date, '07:00');

/** Plays a plan as the system would: each doctor gives the earliest free time after the request. */
const played = ({ requests }: Plan): Map<string, { doctor: number; startsAt: number | null }> => {
  const taken = new Set<string>();
  return new Map(
    requests.map(({ request: { key, clinic, date, requestedAt }, doctor }) => {
      const starts = Array.from({ length: slotsADay }, (_, k) => opens(date) + k * twentyMinutes);
      const startsAt =
        starts.find((start) => start >= requestedAt && !taken.has(`${clinic} ${doctor} ${start}`)) ?? null;
      taken.add(`${clinic} ${doctor} ${startsAt}`);
      return [key, { doctor, startsAt }];
    }),
  );
};

/** A few clinics on a few days, crowded enough that doctors run out; asked up to a week before, or on the day itself. */
const files = fc
  .array(
    fc.record({
      clinic: fc.constantFrom('North', 'South'),
      day: fc.integer({ min: 0, max: 1 }),
      lead: fc.integer({ min: 0, max: 1 }),
      minute: fc.integer({ min: 6 * 60, max: 21 * 60 + 30 }),
    }),
    { minLength: 1, maxLength: 250 },
  )
  .map((rows) =>
    rows.map(({ clinic, day, lead, minute }, k) => {
      const date = addDays(monday, day);
      return request(k + 2, clinic, date, at(addDays(date, -lead), '00:00') + minute * 60_000);
    }),
  );

const couldHold = ({ date, requestedAt }: Request): boolean =>
  requestedAt <= opens(date) + (slotsADay - 1) * twentyMinutes;

describe('The plan of an import', () => {
  it('finds a time for every request whose day could hold it, and gives no time twice', () => {
    fc.assert(
      fc.property(files, (requests) => {
        const plan = planOf(requests);
        const outcome = played(plan);
        for (const { request } of plan.requests) {
          const start = outcome.get(request.key)?.startsAt ?? null;
          expect(start !== null, `line ${request.line}`).to.equal(couldHold(request));
          if (start !== null) expect(start).to.be.at.least(request.requestedAt);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has no doctor more than the busiest day needs', () => {
    fc.assert(
      fc.property(files, (requests) => {
        for (const [clinic, doctors] of planOf(requests).doctors) {
          const days = [monday, addDays(monday, 1)].map((date) =>
            requests.filter((each) => each.clinic === clinic && each.date === date && couldHold(each)),
          );
          const needs = days.map((day) => leastDoctors(day));
          expect(doctors).to.equal(Math.max(1, ...needs));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('asks in the order of the requests, each of whoever has the earliest time', () => {
    const [first, second, third] = [
      request(3, 'North', monday, at(monday, '08:00')),
      request(2, 'North', monday, at(monday, '06:00')),
      request(4, 'North', monday, at(monday, '08:00')),
    ] as const;
    const plan = planOf([first, second, third]);
    expect(plan.requests.map(({ request: { line }, doctor }) => [line, doctor])).to.deep.equal([
      [2, 0],
      [3, 0],
      [4, 0],
    ]);
    const crowd = Array.from({ length: 43 }, (_, k) => request(10 + k, 'North', monday, at('2016-05-01', '10:00')));
    const doctors = planOf(crowd).requests.map(({ doctor }) => doctor);
    expect(doctors.slice(0, 4)).to.deep.equal([0, 1, 0, 1]);
  });

  it('is the same after a break, whatever was answered, asked or lost by then', () => {
    fc.assert(
      fc.property(
        files,
        fc.array(fc.constantFrom('answered', 'asked', 'lost'), { minLength: 250, maxLength: 250 }),
        (requests, fates) => {
          const plan = planOf(requests);
          const outcome = played(plan);
          const settled: Settled = new Map(
            plan.requests.flatMap(({ request: { key }, doctor }, k) => {
              if (fates[k] === 'lost') return [];
              const startsAt = fates[k] === 'answered' ? (outcome.get(key)?.startsAt ?? null) : null;
              return [[key, { doctor, startsAt }]];
            }),
          );
          expect(planOf(requests, settled)).to.deep.equal(plan);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('places new rows around those that were booked from a shorter file', () => {
    fc.assert(
      fc.property(files, fc.nat(), (requests, cut) => {
        const before = requests.slice(0, 1 + (cut % requests.length));
        const settled = played(planOf(before));
        const plan = planOf(requests, settled);
        const known = plan.requests.filter(({ request: { key } }) => settled.has(key));
        for (const { request, doctor } of known) expect(doctor).to.equal(settled.get(request.key)?.doctor);
      }),
      { numRuns: 40 },
    );
  });
});

/** The fewest who can see all of them: from the end of the day back, no time may be wanted by more than there are. */
const leastDoctors = (requests: readonly Request[]): number => {
  let least = 0;
  for (let k = slotsADay - 1; k >= 0; k -= 1) {
    const from = k === 0 ? Number.NEGATIVE_INFINITY : opens(requests[0]?.date ?? monday) + (k - 1) * twentyMinutes;
    const wanting = requests.filter(({ requestedAt }) => requestedAt > from).length;
    least = Math.max(least, Math.ceil(wanting / (slotsADay - k)));
  }
  return least;
};
