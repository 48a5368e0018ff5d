import { expect } from 'chai';
import fc from 'fast-check';
import type { Schedule } from '../doctor/schedule.ts';
import { paymentOf } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import * as clinic from '../spec/clinic.ts';
import { edgeOf } from '../time/edge.ts';
import { instantOf, millisecondsOf, minute, weekdayOf } from '../time/wall.ts';
import { dayAsked } from './choose.ts';
import { type DoctorDayCommand, doctorDay } from './decide.ts';
import type { AppointmentStatus, DoctorDayEvent } from './events.ts';
import { slotsOf } from './slots.ts';
import { type Appointment, type DoctorDay, holdsItsSlot } from './state.ts';

const tenTuesday = millisecondsOf('2026-11-24T12:00:00.000Z');

const who = (n: number) => [
  clinic.asPatient(n),
  clinic.asDoctor,
  clinic.asAdmin,
  clinic.asAuditor,
  clinic.asPatient(0),
];

const longWithBuffers = { ...clinic.longVisit, bufferBeforeMinutes: 5, bufferAfterMinutes: 15 };

const kinds = [
  ...(['book', 'book', 'book', 'book', 'earliest', 'cancel', 'reschedule', 'reschedule', 'accept', 'accept'] as const),
  ...(['confirm', 'reject', 'expire', 'checkIn', 'complete', 'noShow'] as const),
];

/** What a few people may ask of one doctor's day, in and out of reason, now and again the same twice. */
const commands: fc.Arbitrary<DoctorDayCommand> = fc
  .record({
    n: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom(...kinds),
    quarter: fc.integer({ min: -2, max: 26 }),
    type: fc.constantFrom(clinic.consultation, longWithBuffers),
    asked: fc.constantFrom('this', 'this', 'that'),
    by: fc.nat({ max: 4 }),
    hoursBefore: fc.integer({ min: -6, max: 72 }),
    gridMinutes: fc.constantFrom(10, 30),
    manual: fc.boolean(),
    inAdvance: fc.boolean(),
    cap: fc.constantFrom(null, null, 3),
  })
  .map(({ n, kind, quarter, type, asked, by, hoursBefore, gridMinutes, manual, inAdvance, cap }): DoctorDayCommand => {
    const at = instantOf(tenTuesday - hoursBefore * 60 * minute);
    const actor = who(n)[by] ?? clinic.asAdmin;
    if (kind === 'cancel')
      return { is: 'CancelAppointment', appointmentId: clinic.appointment(n), reason: 'x', by: actor, at };
    const appointmentId = clinic.appointment(n);
    const startsAt = instantOf(tenTuesday + quarter * 15 * minute);
    const schedule: Schedule = {
      ...clinic.schedule,
      visitTypes: [clinic.consultation, longWithBuffers],
      gridMinutes,
      policy: {
        ...clinic.schedule.policy,
        acceptance: manual ? 'manual' : 'automatic',
        payment: inAdvance ? 'in-advance' : 'at-the-clinic',
        mostVisitsPerDay: cap,
      },
    };
    switch (kind) {
      case 'accept':
        return { is: 'AcceptAppointment', appointmentId, by: actor, at };
      case 'confirm':
        return {
          is: 'ConfirmAppointment',
          appointmentId,
          by: actor,
          at,
          ...(manual ? { paymentId: paymentOf(appointmentId) } : {}),
        };
      case 'reject':
        return { is: 'RejectAppointment', appointmentId, reason: 'x', by: actor, at };
      case 'expire':
        return { is: 'ExpireAppointment', appointmentId, by: { policy: true }, at };
      case 'checkIn':
        return { is: 'CheckInPatient', appointmentId, by: actor, at };
      case 'complete':
        return { is: 'CompleteAppointment', appointmentId, doctorNotes: null, by: actor, at };
      case 'noShow':
        return { is: 'NoteNoShow', appointmentId, by: actor, at };
      case 'reschedule':
        return {
          ...{ is: 'RescheduleAppointment', appointmentId, schedule, startsAt, claimId: clinic.claim(n + quarter) },
          ...{ override: null, by: actor, at },
        };
    }
    return clinic.booking(n, {
      startsAt: kind === 'earliest' ? 'earliest' : startsAt,
      schedule,
      visitTypeId: type.visitTypeId,
      asked,
      at,
    });
  });

const life = fc.array(commands, { maxLength: 35 });

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

const active = (day: DoctorDay) =>
  [...day.appointments.values()].filter(holdsItsSlot).sort((a, b) => a.visit.startsAt.localeCompare(b.visit.startsAt));

const activeVisits = (day: DoctorDay) => active(day).map(({ visit }) => visit);

const busy = ({ visit, visitType }: Appointment) => ({
  from: millisecondsOf(visit.startsAt) - visitType.bufferBeforeMinutes * minute,
  to: millisecondsOf(visit.endsAt) + visitType.bufferAfterMinutes * minute,
});

describe("A doctor's day, whatever is asked of it,", () => {
  it('never holds two visits at the same time, nor within the time that the doctor needs around each', () => {
    fc.assert(
      fc.property(life, (asked) => {
        for (const day of live(asked).states) {
          const times = active(day).map(busy);
          for (const [k, { from }] of times.entries()) expect(times[k - 1]?.to ?? 0).to.be.at.most(from);
        }
      }),
    );
  });

  it('writes events that survive a round trip through JSON', () => {
    fc.assert(
      fc.property(life, (asked) => {
        const { events } = live(asked);
        expect(JSON.parse(JSON.stringify(events))).to.deep.equal(events);
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
      // A visit that is rescheduled or checked in keeps its status.
      REQUESTED: ['REQUESTED', 'PENDING', 'CANCELLED'],
      PENDING: ['PENDING', 'CONFIRMED', 'CANCELLED'],
      CONFIRMED: ['CONFIRMED', 'COMPLETED', 'CANCELLED'],
      COMPLETED: [],
      CANCELLED: [],
    };
    fc.assert(
      fc.property(life, (asked) => {
        let day = doctorDay.initial;
        for (const event of live(asked).events) {
          const id = 'appointmentId' in event.data ? event.data.appointmentId : clinic.appointment(0);
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
        const shown = slotsOf(dayAsked(day, { schedule, date, length: visitType ?? clinic.consultation, at: now }));
        const free = shown.filter(({ state }) => state === 'free').map(({ startsAt }) => startsAt);
        const [requested] = answerOf(last, day);
        const expected = last.startsAt === 'earliest' ? free[0] : free.find((startsAt) => startsAt === last.startsAt);
        expect(requested && 'startsAt' in requested.data ? requested.data.startsAt : undefined).to.equal(expected);
      }),
    );
  });
});
