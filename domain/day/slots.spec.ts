import { expect } from 'chai';
import fc from 'fast-check';
import { defaultPolicy, type Schedule } from '../doctor/schedule.ts';
import * as clinic from '../spec/clinic.ts';
import { runsThrough, zones } from '../spec/zones.ts';
import { addDays, dateIn, millisecondsOf, minute, timeIn, weekdayOf } from '../time/wall.ts';
import { slotsOf } from './slots.ts';

type Hours = readonly (readonly [from: string, to: string])[];

const everyDay = (hours: Hours) =>
  ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => hours.map(([from, to]) => ({ weekday, from, to })));

const scheduleIn = (zone: string, hours: Hours, gridMinutes: number): Schedule => ({
  ...clinic.schedule,
  zone,
  windows: everyDay(hours),
  gridMinutes,
  policy: { ...defaultPolicy, minimumNoticeMinutes: 0, maximumDaysAhead: 400, cancellationCutOffMinutes: 0 },
});

/** Each slot as "wall time @ UTC time". */
const slotsIn = (zone: string, date: string, hours: Hours, gridMinutes = 60, minutes = gridMinutes) =>
  slotsOf({
    schedule: scheduleIn(zone, hours, gridMinutes),
    date,
    minutes,
    held: [],
    now: `${addDays(date, -10)}T00:00:00Z`,
  });
const clocks = (slots: { time: string; startsAt: string }[]) =>
  slots.map(({ time, startsAt }) => `${time} @ ${startsAt.slice(11, 16)}`);

const allDay: Hours = [['00:00', '24:00']];

describe('The slots of a day', () => {
  it('are as many as the day has time', () => {
    const cases = [
      ['America/New_York', '2026-03-07', 24],
      ['America/New_York', '2026-03-08', 23],
      ['America/New_York', '2026-11-01', 25],
      ['Europe/Berlin', '2026-03-29', 23],
      ['Europe/Berlin', '2026-10-25', 25],
      ['Africa/Cairo', '2026-04-24', 23],
      ['Africa/Cairo', '2026-10-29', 25],
      ['Australia/Lord_Howe', '2026-10-04', 23],
      ['Australia/Lord_Howe', '2026-04-05', 24],
      ['America/Sao_Paulo', '2026-11-01', 24],
      ['Asia/Kathmandu', '2026-03-29', 24],
      ['Pacific/Kiritimati', '2026-03-29', 24],
      ['UTC', '2028-02-29', 24],
      ['Pacific/Apia', '2011-12-30', 0],
    ] as const;
    for (const [zone, date, count] of cases)
      expect(slotsIn(zone, date, allDay), `${zone} ${date}`).to.have.lengthOf(count);
    expect(slotsIn('Australia/Lord_Howe', '2026-10-04', allDay, 30)).to.have.lengthOf(47);
    expect(slotsIn('Australia/Lord_Howe', '2026-04-05', allDay, 30)).to.have.lengthOf(49);
  });

  it('jump over the hour that the clock skips in spring', () => {
    expect(clocks(slotsIn('America/New_York', '2026-03-08', [['01:00', '05:00']]))).to.deep.equal([
      '01:00 @ 06:00',
      '03:00 @ 07:00',
      '04:00 @ 08:00',
    ]);
  });

  it('use the hour that the clock shows twice in autumn both times', () => {
    expect(clocks(slotsIn('America/New_York', '2026-11-01', [['00:00', '03:00']]))).to.deep.equal([
      '00:00 @ 04:00',
      '01:00 @ 05:00',
      '01:00 @ 06:00',
      '02:00 @ 07:00',
    ]);
  });

  it('begin at the skip when a window opens within it, and end there when one closes within it', () => {
    expect(clocks(slotsIn('America/New_York', '2026-03-08', [['02:30', '05:00']]))).to.deep.equal([
      '03:00 @ 07:00',
      '04:00 @ 08:00',
    ]);
    expect(clocks(slotsIn('America/New_York', '2026-03-08', [['00:00', '02:30']]))).to.deep.equal([
      '00:00 @ 05:00',
      '01:00 @ 06:00',
    ]);
    expect(slotsIn('America/New_York', '2026-03-08', [['02:10', '02:50']], 10)).to.deep.equal([]);
    expect(clocks(slotsIn('Africa/Cairo', '2026-04-24', [['00:00', '02:00']], 30))).to.deep.equal([
      '01:00 @ 22:00',
      '01:30 @ 22:30',
    ]);
  });

  it('follow a clock that moves by half an hour', () => {
    expect(clocks(slotsIn('Australia/Lord_Howe', '2026-04-05', [['01:00', '03:00']], 30))).to.deep.equal([
      '01:00 @ 14:00',
      '01:30 @ 14:30',
      '01:30 @ 15:00',
      '02:00 @ 15:30',
      '02:30 @ 16:00',
    ]);
    expect(clocks(slotsIn('Australia/Lord_Howe', '2026-10-04', [['01:00', '03:00']], 30))).to.deep.equal([
      '01:00 @ 14:30',
      '01:30 @ 15:00',
      '02:30 @ 15:30',
    ]);
  });

  it('appear once where two windows meet within an hour that the clock shows twice', () => {
    const meeting: Hours = [
      ['00:30', '01:30'],
      ['01:30', '03:00'],
    ];
    expect(clocks(slotsIn('America/New_York', '2026-11-01', meeting, 30))).to.deep.equal([
      '00:30 @ 04:30',
      '01:00 @ 05:00',
      '01:30 @ 05:30',
      '01:00 @ 06:00',
      '01:30 @ 06:30',
      '02:00 @ 07:00',
      '02:30 @ 07:30',
    ]);
  });

  it('end with the day when a window closes at 24:00', () => {
    expect(clocks(slotsIn('America/Sao_Paulo', '2026-11-24', [['22:00', '24:00']], 30, 45))).to.deep.equal([
      '22:00 @ 01:00',
      '22:30 @ 01:30',
      '23:00 @ 02:00',
    ]);
    expect(clocks(slotsIn('Africa/Cairo', '2026-04-23', [['23:00', '24:00']], 30))).to.deep.equal([
      '23:00 @ 21:00',
      '23:30 @ 21:30',
    ]);
  });

  it('leave the break between two windows free, and no visit runs into it', () => {
    const hours: Hours = [
      ['09:00', '10:00'],
      ['10:30', '11:30'],
    ];
    expect(clocks(slotsIn('UTC', '2026-11-24', hours, 20, 40))).to.deep.equal([
      '09:00 @ 09:00',
      '09:20 @ 09:20',
      '10:30 @ 10:30',
      '10:50 @ 10:50',
    ]);
  });

  it('say of each why it can or cannot be booked', () => {
    const schedule = { ...scheduleIn('UTC', [['09:00', '12:00']], 30) };
    const states = (now: string, date = '2026-11-24') =>
      slotsOf({
        schedule: { ...schedule, policy: { ...schedule.policy, minimumNoticeMinutes: 30, maximumDaysAhead: 1 } },
        date,
        minutes: 30,
        held: [{ startsAt: '2026-11-24T10:45:00Z', endsAt: '2026-11-24T11:15:00Z' }],
        now,
      }).map(({ state }) => state);
    expect(states('2026-11-24T09:30:00Z')).to.deep.equal(['past', 'tooSoon', 'free', 'tooShort', 'taken', 'free']);
    expect(states('2026-11-23T23:59:59Z')).to.deep.equal(['free', 'free', 'free', 'tooShort', 'taken', 'free']);
    expect(new Set(states('2026-11-22T23:59:59Z'))).to.deep.equal(new Set(['tooFar']));
  });

  it('lie on their day, in order, on the grid and apart by it, in any zone on any date', () => {
    const hour = fc.integer({ min: 0, max: 96 });
    const clock = (quarter: number) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 3650 }),
        fc.uniqueArray(hour, { minLength: 2, maxLength: 2 }),
        fc.constantFrom(10, 15, 20, 30, 60),
        fc.constantFrom(10, 30, 45, 60),
        (zone, day, edges, gridMinutes, minutes) => {
          const [from = 0, to = 0] = edges.sort((a, b) => a - b);
          const date = addDays('2024-01-01', day);
          const slots = slotsIn(zone, date, [[clock(from), clock(to)]], gridMinutes, minutes);
          for (const { startsAt, endsAt, time } of slots) {
            expect(dateIn(zone, millisecondsOf(startsAt))).to.equal(date);
            expect(dateIn(zone, millisecondsOf(endsAt) - 1)).to.equal(date);
            expect(timeIn(zone, millisecondsOf(startsAt))).to.equal(time);
            expect(millisecondsOf(endsAt) - millisecondsOf(startsAt)).to.equal(minutes * minute);
          }
          const starts = slots.map(({ startsAt }) => millisecondsOf(startsAt));
          starts.slice(1).forEach((start, k) => {
            expect(start - (starts[k] ?? 0)).to.equal(gridMinutes * minute);
          });
          // On a day of 24 hours nothing but the window itself decides how many there are.
          const room = (to - from) * 15 - minutes;
          const expected = room < 0 ? 0 : Math.floor(room / gridMinutes) + 1;
          if (runsThrough(zone, date)) expect(slots).to.have.lengthOf(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('The calendar', () => {
  it('counts weekdays from Monday and knows leap days', () => {
    expect(weekdayOf('2026-11-23')).to.equal(1);
    expect(weekdayOf('2026-11-29')).to.equal(7);
    expect(addDays('2028-02-28', 1)).to.equal('2028-02-29');
    expect(addDays('2027-02-28', 1)).to.equal('2027-03-01');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect(addDays('2026-01-01', -1)).to.equal('2025-12-31');
  });

  it('turns the page at midnight of the zone', () => {
    expect(dateIn('America/Sao_Paulo', millisecondsOf('2026-11-24T02:59:59.999Z'))).to.equal('2026-11-23');
    expect(dateIn('America/Sao_Paulo', millisecondsOf('2026-11-24T03:00:00.000Z'))).to.equal('2026-11-24');
    expect(dateIn('Pacific/Kiritimati', millisecondsOf('2026-11-24T10:00:00.000Z'))).to.equal('2026-11-25');
    expect(timeIn('Asia/Kathmandu', millisecondsOf('2026-11-24T00:00:00.000Z'))).to.equal('05:45');
    expect(timeIn('UTC', millisecondsOf('2026-11-24T00:00:00.000Z'))).to.equal('00:00');
  });
});
