import { statuses } from '@careconnect/domain/day/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { calendarDate, clockTime, id, instant, oneOf } from '@careconnect/platform/openapi/shape.ts';
import { created, done } from '../answers.ts';

const appointment = {
  appointmentId: id,
  doctorId: id,
  date: calendarDate,
  time: clockTime,
  startsAt: instant,
  endsAt: instant,
  status: oneOf(...statuses),
};

export const dayApi: Chapter = {
  title: "The doctor's day",
  text: "Appointments, by doctor and date in the doctor's time zone.",
  routes: {
    'POST /commands/doctors/:doctorId/days/:date/appointments': {
      id: 'bookVisit',
      summary: 'Book a visit',
      detail:
        'For a patient of the own account; an admin books for anybody, and alone may name `requestedAt`. What the doctor accepts by policy and what costs nothing is confirmed at once. Where a time is refused, the nearest free ones are named.',
      answers: created('The visit is booked', appointment),
      refuses: [
        'patient-not-found',
        'doctor-not-found',
        'no-such-visit-type',
        'asked-differently',
        'slot-taken',
        'no-free-slot',
        'outside-working-hours',
        'in-the-past',
        'too-soon',
        'too-far-ahead',
        'forbidden',
      ],
    },
    'POST /commands/doctors/:doctorId/days/:date/appointments/:appointmentId/cancellation': {
      id: 'cancelAppointment',
      summary: 'Cancel an appointment',
      detail: 'By its patient before the cut-off, by its doctor or an admin at any time. Again is quiet.',
      answers: done('It is cancelled.', { appointmentId: id, status: oneOf(...statuses) }),
      refuses: ['appointment-not-found', 'not-cancellable', 'cancellation-cut-off-passed'],
    },
  },
};
