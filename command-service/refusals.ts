import type { RefusalCode } from '@careconnect/domain/refusal.ts';

type Answer = { status: 401 | 404 | 409 | 422; title: string };

const notFound = (title: string): Answer => ({ status: 404, title });
/** The state of things is against it: later, or with other data from a fresh look, the same may succeed. */
const conflict = (title: string): Answer => ({ status: 409, title });
/** What was asked can never be done like this. */
const unprocessable = (title: string): Answer => ({ status: 422, title });

/** How each rule that says no is answered over HTTP. A new rule does not compile until it stands here. */
export const refusals: Readonly<Record<RefusalCode, Answer>> = {
  'asked-differently': unprocessable('The same id or key was used before for something else'),

  'slot-taken': conflict('The time is taken'),
  'no-free-slot': conflict('The day is full'),
  'outside-working-hours': unprocessable('No visit is offered at this time'),
  'in-the-past': unprocessable('The time has passed'),
  'too-soon': unprocessable('The time is too near'),
  'too-far-ahead': unprocessable('The time is too far ahead'),
  'gap-too-short': conflict('The visit does not fit in'),
  'within-buffer': conflict('The doctor needs time between visits'),
  'time-blocked': conflict('The doctor is away'),
  'public-holiday': unprocessable('The doctor observes a public holiday'),
  'day-cap-reached': conflict('The doctor sees no more patients on this day'),
  'crosses-midnight': unprocessable('A visit ends on the day on which it starts'),
  'no-such-visit-type': unprocessable('The visit type is not offered'),

  'appointment-not-found': notFound('There is no such appointment'),
  'appointment-moved': conflict('The appointment is on another day now'),
  'wrong-status': conflict('This is not possible as the appointment stands'),
  'not-yet': conflict('It is too early for this'),
  'already-checked-in': conflict('The patient has checked in'),
  'already-on-this-day': conflict('The appointment is on this day already'),
  'move-overtaken': conflict('The appointment changed while it was being moved'),
  'move-under-way': conflict('The appointment is being moved'),
  'override-is-for-staff': unprocessable('Only staff may set the rules aside'),
  'reason-missing': unprocessable('A reason is needed'),
  'claim-given-up': conflict('This took too long'),
  'not-cancellable': conflict('The appointment cannot be cancelled'),
  'cancellation-cut-off-passed': conflict('It is too late to cancel'),

  'patient-is-elsewhere': conflict('The patient has another visit at this time'),
  'open-visits-cap-reached': conflict('The patient has enough visits with this doctor'),

  'ends-before-it-begins': unprocessable('The time ends before it begins'),
  'too-many-days': unprocessable('These are too many days at once'),
  'absence-not-found': notFound('There is no such absence'),
  'appointments-inside': conflict('There are appointments in this time'),

  'payment-not-found': notFound('There is no such payment'),
  'already-paid': conflict('It has been paid'),
  'payment-withdrawn': conflict('Nothing has to be paid any more'),
  'payment-overdue': conflict('The time to pay is over'),
  'no-refund-due': conflict('Nothing has to go back'),
  'refund-under-way': conflict('The payment provider is giving it back'),
  'already-refunded': conflict('It has been given back'),
  'refund-came-back': conflict('That refund came back'),

  'not-completed': conflict('The visit has not taken place'),
  'already-rated': conflict('The visit has been rated already'),

  'open-appointments': conflict('There are appointments still to come'),

  'doctor-not-found': notFound('There is no such doctor'),
  'windows-overlap': unprocessable('The working hours contradict themselves'),
  'already-valid': unprocessable('It is too late to change this'),
  'no-public-holiday': unprocessable('It is no public holiday'),

  'patient-not-found': notFound('There is no such patient'),
  'born-in-the-future': unprocessable('The date of birth lies in the future'),

  'email-taken': conflict('The e-mail address is taken'),
  'registration-abandoned': conflict('The registration took too long'),
  'user-not-found': notFound('There is no such account'),
  'link-used-up': conflict('The link is not good any more'),
  'second-factor-enabled': conflict('There is a second factor already'),
  'code-not-good': { status: 401, title: 'The code is not good' },
  'own-account': conflict('It is your own account'),
  'password-changed': conflict('The password has been changed meanwhile'),

  'session-not-found': notFound('There is no such session'),
  'session-over': { status: 401, title: 'The session is over' },
};
