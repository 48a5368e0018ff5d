import { expect } from 'chai';
import fc from 'fast-check';
import type { Schedule } from '../doctor/schedule.ts';
import { Refusal } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { refusalOf } from '../spec/given.ts';
import { zones } from '../spec/zones.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, minute } from '../time/wall.ts';
import { cellsOf, codes } from './cells.ts';
import { dayAsked } from './choose.ts';
import { type DoctorDayCommand, doctorDay } from './decide.ts';
import { slotStates } from './slots.ts';
import { asOf, type DoctorDay, keptZone } from './state.ts';

const visitType = (minutes: number, before: number, after: number) => ({
  ...clinic.consultation,
  ...{ minutes, bufferBeforeMinutes: before, bufferAfterMinutes: after },
});

/** Days of 23, 24 and 25 hours, a leap day, and the ends of the year. */
const dates = ['2026-11-24', '2026-03-29', '2026-10-25', '2026-11-01', '2026-03-08', '2028-02-29', '2026-12-31'];
const times = ['00:00', '01:30', '02:30', '03:00', '09:00', '11:45', '12:00', '18:00', '22:15', '23:30'];

const schedules = fc
  .record({
    zone: fc.constantFrom(...zones),
    edges: fc.uniqueArray(fc.constantFrom(...times, '24:00'), { minLength: 4, maxLength: 4 }),
    gridMinutes: fc.constantFrom(15, 20, 30),
    lengths: fc.tuple(fc.constantFrom(15, 30, 50), fc.constantFrom(0, 0, 10), fc.constantFrom(0, 0, 15)),
    notice: fc.constantFrom(0, 0, 120),
    ahead: fc.constantFrom(0, 365),
    cap: fc.constantFrom(null, null, 2),
    isHoliday: fc.constantFrom(false, false, false, true),
    date: fc.constantFrom(...dates),
  })
  .map(({ zone, edges, gridMinutes, lengths, notice, ahead, cap, isHoliday, date }) => {
    const [a = '', b = '', c = '', d = ''] = edges.sort();
    const weekday = (new Date(`${date}T00:00Z`).getUTCDay() || 7) as 1;
    const schedule: Schedule = {
      ...{ doctorId: clinic.ana, zone, gridMinutes, visitTypes: [visitType(...lengths)] },
      windows: [
        { weekday, from: a, to: b },
        { weekday, from: c, to: d },
      ],
      policy: {
        ...clinic.schedule.policy,
        ...{ minimumNoticeMinutes: notice, maximumDaysAhead: ahead, mostVisitsPerDay: cap },
      },
      ...(isHoliday ? { holidays: { [date]: 'Republic Day' } } : {}),
    };
    return { schedule, date };
  });

/** What lies on the day already: visits at some of its cells, and blocked time. */
const begun = (
  schedule: Schedule,
  date: string,
  at: string,
  picks: readonly number[],
  block: [string, string] | null,
) =>
  picks.reduce(
    (day, pick, n) => {
      const cells = cellsOf(askedOf(day, schedule, date, at));
      const cell = cells[pick % Math.max(cells.length, 1)];
      return cell ? after(day, book(n + 2, schedule, date, cell.startsAt, at)) : day;
    },
    block ? after(doctorDay.initial, blocking(date, schedule.zone, block, at)) : doctorDay.initial,
  );

const askedOf = (day: DoctorDay, schedule: Schedule, date: string, at: string) =>
  dayAsked(day, { schedule: asOf(day, schedule), date, length: schedule.visitTypes[0] ?? clinic.consultation, at });

const book = (n: number, schedule: Schedule, date: string, startsAt: string, at: string): DoctorDayCommand =>
  clinic.booking(n, { schedule, date, startsAt, at });

const blocking = (date: string, zone: string, [from, to]: [string, string], at: string): DoctorDayCommand => ({
  ...{ is: 'BlockTime', blockId: clinic.block(1), doctorId: clinic.ana, date, zone, from, to, reason: null },
  ...{ affected: 'keep', by: clinic.asDoctor, at },
});

/** A refusal leaves the day as it is. */
const after = (day: DoctorDay, command: DoctorDayCommand): DoctorDay => {
  try {
    return doctorDay.decide(command, day).reduce(doctorDay.evolve, day);
  } catch (error) {
    if (error instanceof Refusal) return day;
    throw error;
  }
};

const seen = new Set<string>();

describe('The cells of a day', () => {
  it('are free exactly where a booking is accepted, and say else why it would be refused', () => {
    fc.assert(
      fc.property(
        schedules,
        fc.array(fc.nat(200), { maxLength: 4 }),
        fc.option(fc.constantFrom<[string, string]>(['09:00', '11:45'], ['22:15', '24:00']), { freq: 2 }),
        fc.constantFrom(-30, 3, 20),
        ({ schedule, date }, picks, block, hours) => {
          const dawn = edgeOf(date, '00:00', schedule.zone, 'opens');
          const day = begun(schedule, date, instantOf(dawn - 60 * minute), picks, block);
          const at = instantOf(dawn + hours * 60 * minute);
          for (const cell of cellsOf(askedOf(day, schedule, date, at))) {
            seen.add(cell.state);
            const asked = book(1, schedule, date, cell.startsAt, at);
            if (cell.state === 'free') {
              const [requested] = doctorDay.decide(asked, day);
              expect(requested?.data).to.include({ startsAt: cell.startsAt, endsAt: cell.endsAt, time: cell.time });
              expect(cell.reason).to.equal(null);
            } else {
              const { code, message } = refusalOf(() => doctorDay.decide(asked, day));
              expect({ code, message }).to.deep.equal({ code: codes[cell.state], message: cell.reason });
            }
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...seen].sort(), 'every state comes up').to.deep.equal([...slotStates].sort());
  });

  it('name the public holiday', () => {
    const schedule = { ...clinic.schedule, holidays: { [clinic.tuesday]: 'Republic Day' } };
    const [cell] = cellsOf(askedOf(doctorDay.initial, schedule, clinic.tuesday, clinic.daysBefore));
    expect(cell).to.include({ state: 'holiday', reason: 'The doctor observes a public holiday: Republic Day.' });
  });
});

describe('The zone of a day', () => {
  const lisbon: Schedule = { ...clinic.schedule, zone: 'Europe/Lisbon' };
  const first = doctorDay.decide(clinic.booking(1), doctorDay.initial);
  const booked = first.reduce(doctorDay.evolve, doctorDay.initial);

  it('is that of what lies on it, whatever the doctor’s has become', () => {
    expect(keptZone(booked)).to.equal('America/Sao_Paulo');
    const [second] = doctorDay.decide(
      clinic.booking(2, { schedule: lisbon, startsAt: '2026-11-24T13:00:00.000Z' }),
      booked,
    );
    expect(second?.data).to.include({ zone: 'America/Sao_Paulo', time: '10:00' });
    const asked = askedOf(booked, lisbon, clinic.tuesday, clinic.daysBefore);
    expect(cellsOf(asked)[0]).to.include({ time: '09:00', startsAt: '2026-11-24T12:00:00.000Z' });
  });

  it('follows the doctor once nothing lies on it', () => {
    const empty = after(booked, {
      ...{ is: 'CancelAppointment', appointmentId: clinic.appointment(1), reason: 'ill' },
      ...{ by: clinic.asDoctor, at: clinic.daysBefore },
    });
    expect(keptZone(empty)).to.equal(null);
    const [second] = doctorDay.decide(
      clinic.booking(2, { schedule: lisbon, startsAt: '2026-11-24T10:00:00.000Z' }),
      empty,
    );
    expect(second?.data).to.include({ zone: 'Europe/Lisbon', time: '10:00' });
  });

  it('is kept by blocked time too, and blocks in it', () => {
    const block = (n: number, zone: string): DoctorDayCommand =>
      ({
        ...blocking(clinic.tuesday, zone, ['09:00', '10:00'], clinic.daysBefore),
        ...{ blockId: clinic.block(n) },
      }) as DoctorDayCommand;
    const blocked = after(doctorDay.initial, block(1, clinic.schedule.zone));
    expect(keptZone(blocked)).to.equal('America/Sao_Paulo');
    const [again] = doctorDay.decide(block(2, 'Europe/Lisbon'), blocked);
    expect(again?.data).to.include({ zone: 'America/Sao_Paulo', startsAt: '2026-11-24T12:00:00.000Z' });
  });
});
