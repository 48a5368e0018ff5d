import { ratings } from '@careconnect/domain/feedback/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id, oneOf } from '@careconnect/platform/openapi/shape.ts';
import { created } from '../answers.ts';

export const feedbackApi: Chapter = {
  title: 'Feedback',
  text: 'What people write to the clinic, and how visits were.',
  routes: {
    'POST /commands/feedback': {
      id: 'submitFeedback',
      summary: 'Write to the clinic',
      detail: 'Anybody may, a few times an hour. An address is for an answer, and no account is needed.',
      answers: created('The message has arrived', { feedbackId: id }),
      refuses: ['asked-differently', 'too-many-attempts'],
    },
    'POST /commands/doctors/:doctorId/days/:date/appointments/:appointmentId/rating': {
      id: 'rateVisit',
      summary: 'Rate a visit',
      detail: 'By whoever looks after the patient, after a completed visit, once. The same again is quiet.',
      answers: created('The visit is rated', { feedbackId: id, rating: oneOf(...ratings) }),
      refuses: ['appointment-not-found', 'not-completed', 'already-rated'],
    },
  },
};
