import { expect } from 'chai';
import fc from 'fast-check';
import { Refusal } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, millisecondsOf, minute, weekdayOf } from '../time/wall.ts';
import { type DoctorDayCommand, doctorDay } from './decide.ts';
import type { AppointmentStatus, DoctorDayEvent } from './events.ts';
import { slotsOf } from './slots.ts';
import { type DoctorDay, holdsItsSlot } from './state.ts';

const tenTuesday = millisecondsOf('2026-11-24T12:00:00.000Z');

const who = (n: number) => [
  clinic.asPatient(n),
  clinic.asDoctor,
  clinic.asAdmin,
  clinic.asAuditor,
  clinic.asPatient(0),
];

/** What a few people may ask of one doctor's day, in and out of reason, now and again the same twice. */
const commands: fc.Arbitrary<DoctorDayCommand> = fc
  .record({
    n: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom('book', 'book', 'book', 'earliest', 'cancel'),
    quarter: fc.integer({ min: -2, max: 26 }),
    type: fc.constantFrom(clinic.consultation, clinic.longVisit),
    asked: fc.constantFrom('this', 'this', 'that'),
    by: fc.nat({ max: 4 }),
    hoursBefore: fc.integer({ min: -6, max: 72 }),
    gridMinutes: fc.constantFrom(10, 30),
  })
  .map(({ n, kind, quarter, type, asked, by, hoursBefore, gridMinutes }): DoctorDayCommand => {
    const at = instantOf(tenTuesday - hoursBefore * 60 * minute);
    const actor = who(n)[by] ?? clinic.asAdmin;
    if (kind === 'cancel')
      return { is: 'CancelAppointment', appointmentId: clinic.appointment(n), reason: 'x', by: actor, at };
    return clinic.booking(n, {
      startsAt: kind === 'earliest' ? 'earliest' : instantOf(tenTuesday + quarter * 15 * minute),
      schedule: { ...clinic.schedule, gridMinutes },
      visitTypeId: type.visitTypeId,
      asked,
      at,
    });
  });

const life = fc.array(commands, { maxLength: 25 });

type Lived = { events: DoctorDayEvent[]; states: DoctorDay[] };

const live = (asked: readonly DoctorDayCommand[], each?: (command: DoctorDayCommand, day: DoctorDay) => void): Lived =>
  asked.reduce<Lived>(
    ({ events, states }, command) => {
      const day = states.at(-1) ?? doctorDay.initial;
      const happened = answerOf(command, day);
      const after = happened.reduce(doctorDay.evolve, day);
      each?.(command, after);
      return { events: [...events, ...happened], states: [...states, after] };
    },
    { events: [], states: [] },
  );

/** A refusal changes nothing; anything else that is thrown is a fault. */
const answerOf = (command: DoctorDayCommand, day: DoctorDay): DoctorDayEvent[] => {
  try {
    return doctorDay.decide(command, day);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const activeVisits = (day: DoctorDay) =>
  [...day.appointments.values()]
    .filter(holdsItsSlot)
    .map(({ visit }) => visit)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));

describe("A doctor's day, whatever is asked of it,", () => {
  it('never holds two visits at the same time', () => {
    fc.assert(
      fc.property(life, (asked) => {
        for (const day of live(asked).states)
          for (const [k, visit] of activeVisits(day).entries())
            expect((activeVisits(day)[k - 1]?.endsAt ?? '') <= visit.startsAt, `${visit.time} overlaps`).to.equal(true);
      }),
    );
  });

  it('holds no visit outside the working hours', () => {
    fc.assert(
      fc.property(life, (asked) => {
        for (const { startsAt, endsAt, date, zone } of activeVisits(live(asked).states.at(-1) ?? doctorDay.initial)) {
          const inside = clinic.schedule.windows.some(
            ({ weekday, from, to }) =>
              weekday === weekdayOf(date) &&
              edgeOf(date, from, zone, 'opens') <= millisecondsOf(startsAt) &&
              millisecondsOf(endsAt) <= edgeOf(date, to, zone, 'closes'),
          );
          expect(inside).to.equal(true);
        }
      }),
    );
  });

  it('moves a status along the documented arrows alone', () => {
    const arrows: Record<AppointmentStatus | 'none', readonly AppointmentStatus[]> = {
      none: ['REQUESTED'],
      REQUESTED: ['PENDING', 'CANCELLED'],
      PENDING: ['CONFIRMED', 'CANCELLED'],
      CONFIRMED: ['COMPLETED', 'CANCELLED'],
      COMPLETED: [],
      CANCELLED: [],
    };
    fc.assert(
      fc.property(life, (asked) => {
        let day = doctorDay.initial;
        for (const event of live(asked).events) {
          const id = event.data.appointmentId;
          const before = day.appointments.get(id)?.status ?? 'none';
          day = doctorDay.evolve(day, event);
          expect(arrows[before]).to.include(day.appointments.get(id)?.status);
        }
      }),
    );
  });

  it('is the fold of its events', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const { events, states } = live(asked);
        expect(events.reduce(doctorDay.evolve, doctorDay.initial)).to.deep.equal(states.at(-1) ?? doctorDay.initial);
      }),
    );
  });

  it('changes nothing when the same is asked again at once', () => {
    fc.assert(
      fc.property(life, (asked) => {
        live(asked, (command, after) => expect(answerOf(command, after)).to.deep.equal([]));
      }),
    );
  });

  it('books a slot exactly when the page shows it as free', () => {
    fc.assert(
      fc.property(life, commands, (asked, last) => {
        const day = live(asked).states.at(-1) ?? doctorDay.initial;
        if (last.is !== 'BookVisit' || day.appointments.has(last.appointmentId)) return;
        const visitType = last.schedule.visitTypes.find(({ visitTypeId }) => visitTypeId === last.visitTypeId);
        const { schedule, date, at: now } = last;
        const shown = slotsOf({ schedule, date, minutes: visitType?.minutes ?? 0, held: activeVisits(day), now });
        const free = shown.filter(({ state }) => state === 'free').map(({ startsAt }) => startsAt);
        const [requested] = answerOf(last, day);
        const expected = last.startsAt === 'earliest' ? free[0] : free.find((startsAt) => startsAt === last.startsAt);
        expect(requested?.data.startsAt).to.equal(expected);
      }),
    );
  });
});
