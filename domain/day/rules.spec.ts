import { expect } from 'chai';
import type { Schedule } from '../doctor/schedule.ts';
import type { AppointmentId } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import type { BlockTime } from './block.ts';
import type { BookVisit } from './book.ts';
import { cellsOf } from './cells.ts';
import { doctorDay } from './decide.ts';
import type { DoctorDayEvent } from './events.ts';

const { given, fold } = specifying(doctorDay);
const at = clinic.daysBefore;

const slot = (time: string, startsAt: string, endsAt: string) => ({
  time,
  startsAt: `2026-11-24T${startsAt}:00.000Z`,
  endsAt: `2026-11-24T${endsAt}:00.000Z`,
});
const nine = slot('09:00', '12:00', '12:30');
const halfPastNine = slot('09:30', '12:30', '13:00');
const ten = slot('10:00', '13:00', '13:30');
const halfPastTen = slot('10:30', '13:30', '14:00');
const eleven = slot('11:00', '14:00', '14:30');

const withRules = (changes: Partial<Schedule>) => ({ schedule: { ...clinic.schedule, ...changes } });
const policy = (changes: Partial<Schedule['policy']>) =>
  withRules({ policy: { ...clinic.schedule.policy, ...changes } });
const book = (n: number, changes: Partial<BookVisit> = {}) => doctorDay.decide(clinic.booking(n, changes), fold([]));

describe('The time between visits', () => {
  const buffered = withRules({
    visitTypes: [{ ...clinic.consultation, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 }],
  });

  it('is kept free on both sides of a visit, by the buffers of either', () => {
    given(...book(1, buffered))
      .when(clinic.booking(2, { startsAt: ten.startsAt }))
      .refuses('within-buffer', {
        startsAt: ten.startsAt,
        nearest: [halfPastTen, eleven, slot('11:30', '14:30', '15:00')],
      });
    given(...book(1, { startsAt: eleven.startsAt }))
      .when(clinic.booking(2, { ...buffered, startsAt: halfPastTen.startsAt }))
      .refuses('within-buffer', { startsAt: halfPastTen.startsAt, nearest: [nine, halfPastNine, ten] });
  });

  it('may lie in a break or outside working hours', () => {
    expect(book(1, { ...buffered, startsAt: nine.startsAt })).to.have.lengthOf(3);
  });
});

describe('The cap of a day', () => {
  it('refuses one more, and counts again once one is cancelled', () => {
    const capped = policy({ mostVisitsPerDay: 1 });
    const second = clinic.booking(2, { ...capped, startsAt: ten.startsAt });
    given(...book(1))
      .when(second)
      .refuses('day-cap-reached', { date: clinic.tuesday, most: 1 });
    const free = [...book(1), clinic.cancelled(1, clinic.asDoctor, at)];
    expect(doctorDay.decide(second, fold(free))).to.have.lengthOf(3);
  });
});

describe('A public holiday', () => {
  const holiday = withRules({ holidays: { [clinic.tuesday]: 'Republic Day' } });

  it('has no visits', () => {
    given()
      .when(clinic.booking(1, holiday))
      .refuses('public-holiday', { date: clinic.tuesday, holiday: 'Republic Day' });
    given()
      .when(clinic.booking(1, { ...holiday, startsAt: 'earliest' }))
      .refuses('no-free-slot', { date: clinic.tuesday, slots: 10 });
  });
});

describe('Midnight', () => {
  const late = (bufferAfterMinutes: number) =>
    withRules({
      windows: [{ weekday: 2, from: '22:00', to: '24:00' }],
      visitTypes: [{ ...clinic.consultation, bufferAfterMinutes }],
    });

  it('is not crossed by a visit, nor by its buffer', () => {
    const [ten, halfPastTen, eleven, last] = [
      { time: '22:00', startsAt: '2026-11-25T01:00:00.000Z', endsAt: '2026-11-25T01:30:00.000Z' },
      { time: '22:30', startsAt: '2026-11-25T01:30:00.000Z', endsAt: '2026-11-25T02:00:00.000Z' },
      { time: '23:00', startsAt: '2026-11-25T02:00:00.000Z', endsAt: '2026-11-25T02:30:00.000Z' },
      { time: '23:30', startsAt: '2026-11-25T02:30:00.000Z', endsAt: '2026-11-25T03:00:00.000Z' },
    ] as const;
    given()
      .when(clinic.booking(1, { ...late(0), startsAt: '2026-11-25T02:45:00.000Z' }))
      .refuses('crosses-midnight', { date: clinic.tuesday, nearest: [halfPastTen, eleven, last] });
    given()
      .when(clinic.booking(1, { ...late(5), startsAt: last.startsAt }))
      .refuses('crosses-midnight', { date: clinic.tuesday, nearest: [ten, halfPastTen, eleven] });
  });

  it('is the end of the last visit at the latest', () => {
    expect(book(1, { ...late(0), startsAt: '2026-11-25T02:30:00.000Z' })).to.have.lengthOf(3);
  });
});

describe('Setting the rules aside', () => {
  const evening = '2026-11-24T21:10:00.000Z';
  const override = { override: 'An old friend of the house', by: clinic.asAdmin };

  it('places a visit off the grid, outside hours, on a holiday, at short notice, and says why', () => {
    const strict = {
      schedule: {
        ...clinic.schedule,
        holidays: { [clinic.tuesday]: 'Republic Day' },
        policy: { ...clinic.schedule.policy, mostVisitsPerDay: 0, minimumNoticeMinutes: 10_000 },
      },
    };
    const [requested] = book(1, { ...strict, ...override, startsAt: evening });
    expect(requested?.data).to.include({ time: '18:10', overridden: true, overrideReason: override.override });
  });

  it('never puts two visits at one time, nor into the past', () => {
    const wanted = { ...override, startsAt: '2026-11-24T12:40:00.000Z' };
    const nearest = [nine, ten, halfPastTen];
    given(...book(1))
      .when(clinic.booking(2, wanted))
      .refuses('slot-taken', { startsAt: wanted.startsAt, nearest });
    given()
      .when(clinic.booking(2, { ...wanted, at: '2026-11-25T00:00:00.000Z' }))
      .refuses('in-the-past', { startsAt: wanted.startsAt, nearest: [] });
  });

  it('is for the doctor and admins, with a reason', () => {
    given()
      .when(clinic.booking(1, { ...override, by: clinic.asPatient(1) }))
      .refuses('override-is-for-staff', {});
    given()
      .when(clinic.booking(1, { ...override, by: { ...clinic.asDoctor, userId: clinic.user(7) } }))
      .refuses('override-is-for-staff', {});
    given()
      .when(clinic.booking(1, { ...override, override: ' ' }))
      .refuses('reason-missing', {});
  });
});

describe('Blocked time', () => {
  const block = (changes: Partial<BlockTime> = {}): BlockTime => ({
    ...{ is: 'BlockTime', blockId: clinic.block(1), doctorId: clinic.ana, date: clinic.tuesday },
    ...{ zone: clinic.schedule.zone, from: '09:15', to: '10:00', reason: 'A congress', affected: 'refuse' },
    ...{ by: clinic.asDoctor, at },
    ...changes,
  });
  const stretch = {
    ...{ blockId: clinic.block(1), doctorId: clinic.ana, date: clinic.tuesday, from: '09:15', to: '10:00' },
    ...{ zone: clinic.schedule.zone, startsAt: '2026-11-24T12:15:00.000Z', endsAt: '2026-11-24T13:00:00.000Z' },
  };
  const blocked = (kept: readonly AppointmentId[] = []): DoctorDayEvent => ({
    type: 'TimeBlocked',
    data: { ...stretch, reason: 'A congress', by: clinic.asDoctor, blockedAt: at, kept },
  });

  it('takes no visits that touch it', () => {
    given(blocked())
      .when(clinic.booking(1, { startsAt: nine.startsAt }))
      .refuses('time-blocked', { startsAt: nine.startsAt, nearest: [ten, halfPastTen, eleven] });
    expect(doctorDay.decide(clinic.booking(1, { startsAt: ten.startsAt }), fold([blocked()]))).to.have.lengthOf(3);
  });

  it('is blocked once, and free again after', () => {
    given().when(block()).then(blocked());
    given(blocked())
      .when(block({ to: '11:00' }))
      .refuses('asked-differently', {});
    const unblock = {
      is: 'UnblockTime',
      blockId: clinic.block(1),
      doctorId: clinic.ana,
      by: clinic.asAdmin,
      at,
    } as const;
    const unblocked = { type: 'TimeUnblocked', data: { ...stretch, by: clinic.asAdmin, unblockedAt: at } } as const;
    given(blocked()).when(unblock).then(unblocked);
    given(blocked(), unblocked)
      .when(clinic.booking(1))
      .then(...clinic.booked(1));
  });

  it('lists the appointments inside and refuses, unless it is told what becomes of them', () => {
    const { appointmentId, date, time, startsAt, endsAt } = clinic.visit(1);
    const past = clinic.booked(1);
    given(...past)
      .when(block())
      .refuses('appointments-inside', {
        appointments: [{ appointmentId, date, time, startsAt, endsAt, status: 'CONFIRMED' }],
      });
    given(...past)
      .when(block({ affected: 'keep' }))
      .then(blocked([appointmentId]));
    const cancelled = {
      ...clinic.visit(1),
      by: clinic.asDoctor,
      reason: 'I am away',
      refundPercent: 100,
      paymentId: null,
      cancelledAt: at,
    };
    given(...past)
      .when(block({ affected: { cancelWith: 'I am away' } }))
      .then(blocked(), { type: 'AppointmentCancelled', data: cancelled });
  });

  it('leaves visits alone that are over, cancelled, or only meet it', () => {
    const meeting = doctorDay.decide(clinic.booking(2, { startsAt: ten.startsAt }), fold([]));
    given(...meeting, ...clinic.booked(1), clinic.cancelled(1, clinic.asDoctor, at))
      .when(block())
      .then(blocked());
  });

  it('ends after it begins, and is the doctor’s own', () => {
    given()
      .when(block({ to: '09:15' }))
      .refuses('ends-before-it-begins', { from: '09:15', to: '09:15' });
    for (const by of [clinic.asPatient(1), clinic.asAuditor, { ...clinic.asDoctor, userId: clinic.user(7) }])
      given().when(block({ by })).refuses('doctor-not-found', {});
  });
});

describe('The whole grid of a day', () => {
  it('also shows the breaks, and where a visit no longer fits', () => {
    const asked = { schedule: clinic.schedule, date: clinic.tuesday, minutes: 50, held: [], now: at };
    expect(cellsOf(asked).map(({ time, state }) => `${time} ${state}`)).to.deep.equal([
      ...['09:00 free', '09:30 free', '10:00 free', '10:30 free', '11:00 free', '11:30 tooShort'],
      ...['12:00 break', '12:30 break', '13:00 free', '13:30 free', '14:00 free', '14:30 tooShort'],
    ]);
  });
});
