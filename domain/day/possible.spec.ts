import { expect } from 'chai';
import { Refusal } from '../refusal.ts';
import { appointment, asAdmin, asAuditor, asDoctor, asPatient, booked, claim, schedule } from '../spec/clinic.ts';
import { type DoctorDayCommand, decideDay } from './decide.ts';
import { type By, statuses } from './events.ts';
import { type Action, actions, possibleFor } from './possible.ts';
import { emptyDay, evolveDay } from './state.ts';

const moments = [
  ...['2026-11-23T12:30:00.000Z', '2026-11-23T12:30:00.001Z'], // about the cut-off
  ...['2026-11-24T02:59:59.999Z', '2026-11-24T03:00:00.000Z'], // about midnight
  ...['2026-11-24T12:29:59.999Z', '2026-11-24T12:30:00.000Z', '2026-11-25T00:00:00.000Z'], // about the start
];

describe('What is possible with an appointment', () => {
  for (const by of [asPatient(1), asDoctor, asAdmin, asAuditor])
    it(`is told to the role ${by.role} as the decisions have it, whatever status and time`, () => {
      const known = booked(1).reduce(evolveDay, emptyDay).appointments.get(appointment(1));
      if (!known) throw new Error('it was booked');
      const { startsAt, date, zone } = known.visit;
      for (const status of statuses)
        for (const checkedInAt of status === 'CONFIRMED' ? [null, '2026-11-24T03:00:00.000Z'] : [null])
          for (const at of moments) {
            const day = { ...emptyDay, appointments: new Map([[appointment(1), { ...known, status, checkedInAt }]]) };
            const standing = { status, startsAt, date, zone, checkedInAt, policy: known.policy };
            const possible = possibleFor(by.role, standing, at);
            for (const action of actions)
              expect(possible.includes(action), `${action} while ${status} at ${at}`).to.equal(
                decides(action, () => decideDay(commandFor(action, by, at), day)),
              );
          }
    });
});

const commandFor = (action: Action, by: By, at: string): DoctorDayCommand => {
  const concerned = { appointmentId: appointment(1), by, at };
  const time = { schedule, startsAt: '2026-11-24T17:00:00.000Z', claimId: claim(2), override: null };
  switch (action) {
    case 'accept':
      return { is: 'AcceptAppointment', ...concerned };
    case 'reject':
      return { is: 'RejectAppointment', ...concerned, reason: 'x' };
    case 'confirm':
      return { is: 'ConfirmAppointment', ...concerned };
    case 'checkIn':
      return { is: 'CheckInPatient', ...concerned };
    case 'complete':
      return { is: 'CompleteAppointment', ...concerned, doctorNotes: null };
    case 'noteNoShow':
      return { is: 'NoteNoShow', ...concerned };
    case 'changeTime':
      return { is: 'RescheduleAppointment', ...concerned, ...time };
    case 'cancel':
      return { is: 'CancelAppointment', ...concerned, reason: 'x' };
  }
};

/** Whether there is something to decide. That the wanted time cannot be had says nothing about the appointment. */
const decides = (action: Action, decide: () => readonly unknown[]): boolean => {
  try {
    return decide().length > 0;
  } catch (error) {
    if (error instanceof Refusal) return action === 'changeTime' && ['in-the-past', 'too-soon'].includes(error.code);
    throw error;
  }
};
