import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id } from '@careconnect/platform/openapi/shape.ts';
import { created, done } from '../answers.ts';

export const doctorApi: Chapter = {
  title: 'Doctors',
  text: 'Who treats, when, and on what terms.',
  routes: {
    'PUT /commands/doctors/:doctorId': {
      id: 'onboardDoctor',
      summary: 'Let a doctor in, with profile, working hours, visit types and policy',
      detail:
        "The caller chooses the id. An account with the doctor's id is made as well: with a password, or without one by an invitation that is sent by e-mail.",
      answers: created('The doctor can be booked', { doctorId: id }),
      refuses: ['asked-differently', 'windows-overlap', 'email-taken', 'registration-abandoned', 'busy'],
    },
    'PUT /commands/doctors/:doctorId/profile': {
      id: 'changeDoctorProfile',
      summary: 'Say anew what patients read about the doctor',
      detail: 'The whole profile: what is left out is not said any more. The fee of a visit is that of its type.',
      answers: done('The profile is as asked.'),
      refuses: ['doctor-not-found'],
    },
    'PUT /commands/doctors/:doctorId/working-hours': {
      id: 'setWorkingHours',
      summary: 'Set the working hours of a week',
      detail:
        'From `validFrom` on, or from today, until other hours are valid. They replace those that were set from the same day. Breaks fall between the windows of a day. Appointments that were made stay.',
      answers: done('The working hours are as asked.'),
      refuses: ['doctor-not-found', 'windows-overlap', 'already-valid', 'too-far-ahead'],
    },
    'POST /commands/doctors/:doctorId/working-hours/:date/removal': {
      id: 'withdrawWorkingHours',
      summary: 'Withdraw working hours that are still to come',
      detail: 'Those before stay valid. Quiet when none are planned from that date.',
      answers: done('None are planned from this date.'),
      refuses: ['doctor-not-found', 'already-valid'],
    },
    'PUT /commands/doctors/:doctorId/zone': {
      id: 'setZone',
      summary: 'Move the doctor to another time zone, from a day still to come',
      detail: 'Days on which something is booked or blocked keep theirs.',
      answers: done('The zone is as asked.'),
      refuses: ['doctor-not-found', 'already-valid', 'too-far-ahead'],
    },
    'PUT /commands/doctors/:doctorId/holidays': {
      id: 'setHolidays',
      summary: 'Say whose public holidays the doctor observes',
      detail: 'Those of a whole country, which take the whole day. Appointments that were made stay.',
      answers: done('The holidays are as asked.'),
      refuses: ['doctor-not-found'],
    },
    'PUT /commands/doctors/:doctorId/holidays/:date': {
      id: 'setHolidayWork',
      summary: 'Work on one public holiday all the same, or not',
      answers: done('It is as asked.'),
      refuses: ['doctor-not-found', 'no-public-holiday'],
    },
    'PUT /commands/doctors/:doctorId/policy': {
      id: 'setBookingPolicy',
      summary: 'Set on what terms visits are booked',
      detail: 'Each booking keeps the terms under which it was made. What is left out is as it is for everybody.',
      answers: done('The policy is as asked.'),
      refuses: ['doctor-not-found'],
    },
    'PUT /commands/doctors/:doctorId/visit-types': {
      id: 'setVisitTypes',
      summary: 'Set what can be booked, and on which grid visits start',
      detail: 'They replace those before. Appointments that were made stay.',
      answers: done('The visit types are as asked.'),
      refuses: ['doctor-not-found'],
    },
  },
};
