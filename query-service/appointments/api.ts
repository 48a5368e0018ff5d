import { statuses } from '@careconnect/domain/day/events.ts';
import { roles } from '@careconnect/domain/user/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  either,
  id,
  instant,
  integer,
  object,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
  yes,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { allAppointments } from './all-appointments.ts';
import type { historyOf } from './history.ts';
import type { patientVisits } from './patient-visits.ts';
import { appointment } from './shape.ts';

const history: Shape<Answered<typeof historyOf>> = page(
  object({
    type: oneOf(
      'AppointmentRequested',
      'AppointmentAccepted',
      'AppointmentConfirmed',
      'AppointmentRejected',
      'AppointmentCancelled',
      'AppointmentExpired',
      'AppointmentRescheduled',
      'AppointmentMovedIn',
      'AppointmentMovedOut',
      'AppointmentMoveUndone',
      'AppointmentStayed',
      'PatientCheckedIn',
      'AppointmentCompleted',
      'PatientDidNotShow',
      'AppointmentArchived',
      'TimeBlocked',
      'TimeUnblocked',
      'ClaimForgone',
    ),
    at: instant,
    revision: integer("Of the doctor's day."),
    by: either(
      object({ role: oneOf(...roles), name: optional(text()) }),
      object({ policy: yes }, 'Nobody: the rules did it.'),
    ),
    reason: optional(orNull(text(), 'Of a cancellation; null once the person is erased.')),
    recordedAt: instant,
  }),
);

const appointments: Shape<Answered<typeof allAppointments>> = page(appointment);

const visits: Shape<Answered<typeof patientVisits>> = page(
  object({
    appointmentId: id,
    doctorId: id,
    doctorName: text(),
    specialization: text(),
    visitType: orNull(text()),
    date: calendarDate,
    zone,
    startsAt: instant,
    status: oneOf(...statuses),
    doctorNotes: orNull(text(), 'What whoever asks noted; null on visits with others.'),
  }),
);

export const appointmentApi: Chapter = {
  title: 'Appointments',
  text: 'For the account that looks after the patient, the doctor, admins and auditors. For everybody else they are not there.',
  routes: {
    'GET /queries/appointments': {
      id: 'listAppointments',
      summary: "Everybody's appointments",
      detail:
        'For admins, by any of the filters. `from` and `to` are dates in the zone of each doctor, both inclusive.',
      answers: answer('In order of time.', appointments),
    },
    'GET /queries/appointments/:appointmentId': {
      id: 'showAppointment',
      summary: 'One appointment',
      answers: answer('The appointment.', appointment),
      refuses: ['not-found'],
    },
    'GET /queries/appointments/:appointmentId/patient-visits': {
      id: 'listPatientVisits',
      summary: 'All visits of the patient whose appointment this is',
      detail: 'For the doctor of the appointment, unless it is cancelled, and for admins.',
      answers: answer('Latest first.', visits),
      refuses: ['not-found'],
    },
    'GET /queries/appointments/:appointmentId/history': {
      id: 'showAppointmentHistory',
      summary: 'How it came to be what it is',
      answers: answer('Event by event, in the order in which they happened.', history),
      refuses: ['not-found'],
    },
  },
};
