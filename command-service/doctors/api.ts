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
    'PUT /commands/doctors/:doctorId/working-hours': {
      id: 'setWorkingHours',
      summary: 'Set the working hours of a week',
      detail: 'They replace those before. Breaks fall between the windows of a day. Appointments that were made stay.',
      answers: done('The working hours are as asked.'),
      refuses: ['doctor-not-found', 'windows-overlap'],
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
