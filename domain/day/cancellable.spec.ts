import { expect } from 'chai';
import { Refusal } from '../refusal.ts';
import { appointment, asAdmin, asAuditor, asDoctor, asPatient, booked, schedule } from '../spec/clinic.ts';
import { cancel } from './cancel.ts';
import { cancellableBy } from './cancellable.ts';
import { statuses } from './events.ts';
import { emptyDay, evolveDay } from './state.ts';

const startsAt = '2026-11-24T12:30:00.000Z';
const cutOff = '2026-11-23T12:30:00.000Z';

describe('Whether an appointment may be cancelled', () => {
  const { policy } = schedule;

  it('a patient is told until when', () => {
    const told = cancellableBy('PATIENT', { status: 'CONFIRMED', startsAt, policy }, cutOff);
    expect(told).to.deep.equal({ allowed: true, until: cutOff });
  });

  it('a patient is told when it is too late', () => {
    const told = cancellableBy('PATIENT', { status: 'CONFIRMED', startsAt, policy }, '2026-11-23T12:30:00.001Z');
    expect(told).to.deep.equal({ allowed: false, until: cutOff });
  });

  for (const by of [asPatient(1), asDoctor, asAdmin, asAuditor])
    it(`the role ${by.role} is told what the decision says, whatever status and time`, () => {
      const known = booked(1).reduce(evolveDay, emptyDay).appointments.get(appointment(1));
      if (!known) throw new Error('it was booked');
      for (const status of statuses)
        for (const at of [cutOff, '2026-11-23T12:30:00.001Z', '2026-11-25T00:00:00.000Z']) {
          const day = { ...emptyDay, appointments: new Map([[appointment(1), { ...known, status }]]) };
          const command = { is: 'CancelAppointment', appointmentId: appointment(1), reason: 'ill', by, at } as const;
          const { allowed } = cancellableBy(by.role, { status, startsAt, policy }, at);
          expect(allowed, `${status} at ${at}`).to.equal(decides(() => cancel(command, day)));
        }
    });
});

/** Whether there is something to decide: neither refused nor done already. */
const decides = (decide: () => readonly unknown[]): boolean => {
  try {
    return decide().length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};
