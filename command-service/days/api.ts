import { statuses } from '@careconnect/domain/day/events.ts';
import { mostAbsentDays } from '@careconnect/domain/doctor/absence.ts';
import type { Chapter, Described } from '@careconnect/platform/openapi/described.ts';
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

/** Why a time cannot be had. Each names what can. */
const badTime = [
  'slot-taken',
  'outside-working-hours',
  'in-the-past',
  'too-soon',
  'too-far-ahead',
  'gap-too-short',
  'within-buffer',
  'time-blocked',
  'public-holiday',
  'day-cap-reached',
  'crosses-midnight',
  'patient-is-elsewhere',
  'open-visits-cap-reached',
  'override-is-for-staff',
  'reason-missing',
  'claim-given-up',
];
const notThere = ['appointment-not-found', 'appointment-moved', 'move-under-way'];

const overriding = 'Staff may set the rules aside by `override`, which says why; what is taken stays taken.';

const one = '/commands/doctors/:doctorId/days/:date/appointments/:appointmentId';

const acting = (id: string, summary: string, detail: string, refuses: readonly string[]): Described => ({
  id,
  summary,
  detail,
  answers: done('The appointment as it stands now.', appointment, 'AppointmentAfterCommand'),
  refuses: [...notThere, ...refuses],
});

export const dayApi: Chapter = {
  title: "The doctor's day",
  text: "Appointments and blocked time, by doctor and date in the doctor's time zone.",
  routes: {
    'POST /commands/doctors/:doctorId/days/:date/appointments': {
      id: 'bookVisit',
      summary: 'Book a visit',
      detail: `For a patient of the own account; an admin books for anybody, and alone may name \`requestedAt\`. What the doctor accepts by policy and need not be paid in advance is confirmed at once. Where a time is refused, the nearest free ones are named. ${overriding}`,
      answers: created('The visit is booked', appointment, 'AppointmentAfterCommand'),
      refuses: [
        'patient-not-found',
        'doctor-not-found',
        'no-such-visit-type',
        'asked-differently',
        'no-free-slot',
        ...badTime,
      ],
    },
    [`POST ${one}/cancellation`]: acting(
      'cancelAppointment',
      'Cancel an appointment',
      'By its patient before the cut-off, by its doctor or an admin at any time. Again is quiet.',
      ['not-cancellable', 'cancellation-cut-off-passed'],
    ),
    [`POST ${one}/acceptance`]: acting(
      'acceptAppointment',
      'Accept what was requested',
      'It waits for payment, or is confirmed when nothing has to be paid in advance. Again is quiet.',
      ['wrong-status', 'in-the-past'],
    ),
    [`POST ${one}/rejection`]: acting(
      'rejectAppointment',
      'Reject what was requested',
      'The time is free again. Again is quiet.',
      ['wrong-status'],
    ),
    [`POST ${one}/confirmation`]: acting(
      'confirmAppointment',
      'Confirm that an accepted visit is paid',
      'Again is quiet.',
      ['wrong-status'],
    ),
    [`POST ${one}/check-in`]: acting(
      'checkInPatient',
      'Note that the patient is here',
      "On the day of the visit, in the doctor's zone. Again is quiet.",
      ['wrong-status', 'not-yet'],
    ),
    [`POST ${one}/completion`]: acting(
      'completeAppointment',
      'Note that the visit took place',
      'From its start, or before when the patient has checked in. Again is quiet, and keeps the first notes.',
      ['wrong-status', 'not-yet'],
    ),
    [`POST ${one}/no-show`]: acting(
      'noteNoShow',
      'Note that the patient did not come',
      'From its start. Again is quiet.',
      ['wrong-status', 'not-yet', 'already-checked-in'],
    ),
    [`PUT ${one}/time`]: acting(
      'rescheduleAppointment',
      'Give it another time of the same day',
      `The appointment keeps its id. ${overriding}`,
      ['doctor-not-found', 'wrong-status', 'cancellation-cut-off-passed', ...badTime],
    ),
    [`POST ${one}/move`]: acting(
      'moveAppointment',
      'Move it to another day, or to another doctor',
      `The appointment keeps its id. The new time is claimed before the old one is released. ${overriding}`,
      [
        'doctor-not-found',
        'no-such-visit-type',
        'wrong-status',
        'cancellation-cut-off-passed',
        'already-on-this-day',
        'move-overtaken',
        ...badTime,
      ],
    ),
    'PUT /commands/doctors/:doctorId/days/:date/blocks/:blockId': {
      id: 'blockTime',
      summary: 'Keep a stretch of the day free of visits',
      detail:
        'The caller chooses the id. Where active appointments lie inside, they are listed and nothing is blocked, unless `appointments` says what becomes of them.',
      answers: created('The time is blocked', { blockId: id }),
      refuses: ['doctor-not-found', 'asked-differently', 'ends-before-it-begins', 'appointments-inside'],
    },
    'POST /commands/doctors/:doctorId/days/:date/blocks/:blockId/removal': {
      id: 'unblockTime',
      summary: 'Let the time be booked again',
      detail: 'Quiet when it is not blocked.',
      answers: done('It is not blocked by this.', { blockId: id }),
      refuses: ['doctor-not-found'],
    },
    'PUT /commands/doctors/:doctorId/absences/:absenceId': {
      id: 'planAbsence',
      summary: 'Keep the same stretch of several days free of visits',
      detail: `Leave, or one afternoon of every week: at most ${mostAbsentDays} days. The caller chooses the id. Where active appointments lie inside, those of all days are listed and nothing is blocked, unless \`appointments\` says what becomes of them. What is booked meanwhile is listed too, and the other days are blocked: asking again completes it.`,
      answers: created('The time is blocked', { absenceId: id }),
      refuses: [
        ...['doctor-not-found', 'asked-differently', 'ends-before-it-begins', 'too-many-days', 'too-far-ahead'],
        'appointments-inside',
      ],
    },
    'POST /commands/doctors/:doctorId/absences/:absenceId/removal': {
      id: 'withdrawAbsence',
      summary: 'Let the time of its days still to come be booked again',
      detail: 'Again is quiet.',
      answers: done('It is not blocked by this.', { absenceId: id }),
      refuses: ['doctor-not-found', 'absence-not-found'],
    },
  },
};
