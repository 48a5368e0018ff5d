import { paymentOf } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import type { CancelAppointment } from './cancel.ts';
import { doctorDay } from './decide.ts';

const { given } = specifying(doctorDay);

describe('Cancelling an appointment', () => {
  const longBefore = '2026-11-22T10:00:00.000Z';
  const cutOff = '2026-11-23T12:30:00.000Z';
  const afterCutOff = '2026-11-23T12:30:00.001Z';
  const afterTheVisit = '2026-11-24T18:00:00.000Z';

  const cancel = (by: CancelAppointment['by'], at = longBefore, n = 1): CancelAppointment => ({
    is: 'CancelAppointment',
    appointmentId: clinic.appointment(n),
    reason: 'Feeling better',
    by,
    at,
  });

  const people = [
    ['its patient', clinic.asPatient(1)],
    ['its doctor', clinic.asDoctor],
    ['an admin', clinic.asAdmin],
  ] as const;
  const situations = ['requested', 'accepted', 'confirmed'] as const;

  for (const [who, by] of people)
    for (const situation of situations)
      it(`lets ${who} cancel when it is ${situation}`, () => {
        given(...clinic.booked(1, situation))
          .when(cancel(by))
          .then(
            clinic.cancelled(1, by, longBefore, situation === 'accepted' ? paymentOf(clinic.appointment(1)) : null),
          );
      });

  for (const [who, by] of people)
    it(`is quiet when ${who} cancels again, at whatever time`, () => {
      const past = [...clinic.booked(1), clinic.cancelled(1, clinic.asDoctor, longBefore)];
      given(...past)
        .when(cancel(by))
        .thenNothing();
      given(...past)
        .when(cancel(by, afterTheVisit))
        .thenNothing();
    });

  it('lets the patient cancel up to the very moment of the cut-off', () => {
    const by = clinic.asPatient(1);
    given(...clinic.booked(1))
      .when(cancel(by, cutOff))
      .then(clinic.cancelled(1, by, cutOff));
  });

  it('refuses the patient after the cut-off, naming until when it was possible', () => {
    for (const at of [afterCutOff, afterTheVisit])
      given(...clinic.booked(1))
        .when(cancel(clinic.asPatient(1), at))
        .refuses('cancellation-cut-off-passed', { until: cutOff });
  });

  it('lets doctor and admin cancel after the cut-off', () => {
    for (const by of [clinic.asDoctor, clinic.asAdmin])
      given(...clinic.booked(1))
        .when(cancel(by, afterCutOff))
        .then(clinic.cancelled(1, by, afterCutOff));
  });

  const strangers = [
    ['another patient', clinic.asPatient(2)],
    ['another doctor', { ...clinic.asDoctor, userId: clinic.user(77) }],
    ['an auditor', clinic.asAuditor],
    ['the doctor in the role of a patient', { ...clinic.asDoctor, role: 'PATIENT' as const }],
    ['the patient in the role of a doctor', { ...clinic.asPatient(1), role: 'DOCTOR' as const }],
  ] as const;
  for (const [who, by] of strangers)
    it(`answers ${who} as if there were no such appointment`, () => {
      given(...clinic.booked(1))
        .when(cancel(by))
        .refuses('appointment-not-found', {});
      given(...clinic.booked(1), clinic.cancelled(1, clinic.asDoctor, longBefore))
        .when(cancel(by))
        .refuses('appointment-not-found', {});
    });

  it('knows no appointment on an empty day', () => {
    for (const [, by] of people) given().when(cancel(by)).refuses('appointment-not-found', {});
  });

  it('leaves the other appointments of the day alone, and their slots taken', () => {
    const second = clinic.booking(2, { startsAt: '2026-11-24T13:00:00.000Z' });
    const past = [...clinic.booked(1), ...doctorDay.decide(second, doctorDay.initial)];
    given(...past, clinic.cancelled(1, clinic.asDoctor, longBefore))
      .when(clinic.booking(3, { startsAt: '2026-11-24T13:00:00.000Z' }))
      .refuses('slot-taken', {
        startsAt: '2026-11-24T13:00:00.000Z',
        nearest: [
          { startsAt: '2026-11-24T12:00:00.000Z', endsAt: '2026-11-24T12:30:00.000Z', time: '09:00' },
          { startsAt: '2026-11-24T12:30:00.000Z', endsAt: '2026-11-24T13:00:00.000Z', time: '09:30' },
          { startsAt: '2026-11-24T13:30:00.000Z', endsAt: '2026-11-24T14:00:00.000Z', time: '10:30' },
        ],
      });
  });

  it('gives the slot back', () => {
    given(...clinic.booked(1), clinic.cancelled(1, clinic.asDoctor, longBefore))
      .when(clinic.booking(2))
      .then(...clinic.booked(2));
  });
});
