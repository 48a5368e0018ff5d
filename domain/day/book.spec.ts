import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { doctorDay } from './decide.ts';

const { given, fold } = specifying(doctorDay);

const slot = (time: string, startsAt: string, endsAt: string) => ({
  time,
  startsAt: `2026-11-24T${startsAt}:00.000Z`,
  endsAt: `2026-11-24T${endsAt}:00.000Z`,
});
const nine = slot('09:00', '12:00', '12:30');
const halfPastNine = slot('09:30', '12:30', '13:00');
const ten = slot('10:00', '13:00', '13:30');
const halfPastTen = slot('10:30', '13:30', '14:00');
const halfPastEleven = slot('11:30', '14:30', '15:00');
const one = slot('13:00', '16:00', '16:30');

describe('Booking a visit', () => {
  it('requests, accepts and confirms at once', () => {
    const by = { policy: true } as const;
    const at = clinic.daysBefore;
    given()
      .when(clinic.booking(1, { notes: 'A cough' }))
      .then(
        {
          type: 'AppointmentRequested',
          data: {
            ...clinic.visit(1),
            visitType: clinic.consultation,
            policy: clinic.schedule.policy,
            notes: 'A cough',
            by: clinic.asPatient(1),
            requestedAt: at,
            expiresAt: null,
            overridden: false,
            overrideReason: null,
            asked: 'what 1 asked',
          },
        },
        { type: 'AppointmentAccepted', data: { ...clinic.visit(1), by, acceptedAt: at, expiresAt: null, toPay: null } },
        { type: 'AppointmentConfirmed', data: { ...clinic.visit(1), by, paymentId: null, confirmedAt: at } },
      );
  });

  it('refuses a slot that is held, naming the three nearest free ones in order of time', () => {
    for (const situation of ['requested', 'accepted', 'confirmed'] as const)
      given(...clinic.booked(1, situation))
        .when(clinic.booking(2))
        .refuses('slot-taken', { startsAt: halfPastNine.startsAt, nearest: [nine, ten, halfPastTen] });
  });

  it('refuses a visit that would run into the next one', () => {
    given(...clinic.booked(1))
      .when(clinic.booking(2, { visitTypeId: clinic.longVisit.visitTypeId, startsAt: nine.startsAt }))
      .refuses('gap-too-short', {
        startsAt: nine.startsAt,
        nearest: [
          { ...ten, endsAt: '2026-11-24T13:50:00.000Z' },
          { ...halfPastTen, endsAt: '2026-11-24T14:20:00.000Z' },
          slot('11:00', '14:00', '14:50'),
        ],
      });
  });

  it('refuses times that the doctor does not offer', () => {
    const cases = {
      'off the grid': ['2026-11-24T12:40:00.000Z', [nine, halfPastNine, ten]],
      'in the break': ['2026-11-24T15:00:00.000Z', [slot('11:00', '14:00', '14:30'), halfPastEleven, one]],
      'before work': ['2026-11-24T11:30:00.000Z', [nine, halfPastNine, ten]],
      'on the same wall time of another day': ['2026-11-25T12:30:00.000Z', undefined],
    } as const;
    for (const [startsAt, nearest] of Object.values(cases)) {
      const evening = [
        slot('13:30', '16:30', '17:00'),
        slot('14:00', '17:00', '17:30'),
        slot('14:30', '17:30', '18:00'),
      ];
      given()
        .when(clinic.booking(1, { startsAt }))
        .refuses('outside-working-hours', { date: clinic.tuesday, nearest: nearest ?? evening });
    }
  });

  it('refuses a day without working hours', () => {
    given()
      .when(clinic.booking(1, { date: '2026-11-25', startsAt: '2026-11-25T12:30:00.000Z' }))
      .refuses('outside-working-hours', { date: '2026-11-25', nearest: [] });
    given()
      .when(clinic.booking(1, { date: '2026-11-25', startsAt: 'earliest' }))
      .refuses('no-free-slot', { date: '2026-11-25', slots: 0 });
  });

  it('refuses the past, and what is too soon, at the boundaries exactly', () => {
    const ask = (at: string) => given().when(clinic.booking(1, { at }));
    ask('2026-11-24T12:30:00.001Z').refuses('in-the-past', {
      startsAt: halfPastNine.startsAt,
      nearest: [slot('11:00', '14:00', '14:30'), halfPastEleven, one],
    });
    ask('2026-11-24T11:30:00.001Z').refuses('too-soon', {
      earliest: '2026-11-24T12:30:00.001Z',
      nearest: [ten, halfPastTen, slot('11:00', '14:00', '14:30')],
    });
    const accepted = '2026-11-24T11:30:00.000Z';
    expect(doctorDay.decide(clinic.booking(1, { at: accepted }), doctorDay.initial)).to.have.lengthOf(3);
  });

  it('counts the days ahead on the calendar of the doctor', () => {
    const last = '2026-09-25';
    const stillTheDayBefore = `${last}T02:59:59.999Z`;
    given()
      .when(clinic.booking(1, { at: stillTheDayBefore }))
      .refuses('too-far-ahead', { latest: '2026-11-23' });
    expect(doctorDay.decide(clinic.booking(1, { at: `${last}T03:00:00.000Z` }), doctorDay.initial)).to.have.lengthOf(3);
  });

  it('refuses a visit type of somebody else, naming those on offer', () => {
    given()
      .when(clinic.booking(1, { schedule: { ...clinic.schedule, visitTypes: [clinic.longVisit] } }))
      .refuses('no-such-visit-type', {
        offered: [{ visitTypeId: clinic.longVisit.visitTypeId, name: 'First visit' }],
      });
  });

  it('takes the earliest free slot of the day when no time is named', () => {
    const earliest = (n: number) => clinic.booking(n, { startsAt: 'earliest' });
    const times = [1, 2, 3].reduce(
      (events, n) => events.concat(doctorDay.decide(earliest(n), fold(events))),
      clinic.booked(9),
    );
    expect(times.flatMap((event) => (event.type === 'AppointmentConfirmed' ? [event.data.time] : []))).to.deep.equal([
      '09:30',
      '09:00',
      '10:00',
      '10:30',
    ]);
  });

  it('says so when the day is full', () => {
    const full = Array.from({ length: 10 }, (_, n) => clinic.booking(n, { startsAt: 'earliest' })).reduce(
      (events, command) => events.concat(doctorDay.decide(command, fold(events))),
      [] as ReturnType<typeof clinic.booked>,
    );
    given(...full)
      .when(clinic.booking(50, { startsAt: 'earliest' }))
      .refuses('no-free-slot', { date: clinic.tuesday, slots: 10 });
    given(...full)
      .when(clinic.booking(50))
      .refuses('slot-taken', { startsAt: halfPastNine.startsAt, nearest: [] });
  });

  it('is quiet when the same is asked again, even after it was cancelled or the policy has changed', () => {
    const past = clinic.booked(1);
    given(...past)
      .when(clinic.booking(1))
      .thenNothing();
    given(...past)
      .when(clinic.booking(1, { at: '2027-01-01T00:00:00.000Z' }))
      .thenNothing();
    given(...past)
      .when(clinic.booking(1, { schedule: { ...clinic.schedule, windows: [] } }))
      .thenNothing();
    given(...past, clinic.cancelled(1, clinic.asDoctor, clinic.daysBefore))
      .when(clinic.booking(1))
      .thenNothing();
  });

  it('refuses another question under the same id', () => {
    given(...clinic.booked(1))
      .when(clinic.booking(1, { asked: 'something else' }))
      .refuses('asked-differently', {});
  });

  it('accepts an instant however it is written', () => {
    const [requested] = doctorDay.decide(
      clinic.booking(1, { startsAt: '2026-11-24T09:30:00-03:00' }),
      doctorDay.initial,
    );
    expect(requested?.data).to.include({ startsAt: halfPastNine.startsAt });
  });
});
