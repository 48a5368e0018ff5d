import { genders } from '@careconnect/domain/patient/events.ts';
import { roles } from '@careconnect/domain/user/events.ts';
import { languages, optionalLetters } from '@careconnect/domain/user/letter-preferences.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  clockTime,
  id,
  instant,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  yesOrNo,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { appointment } from '../appointments/shape.ts';
import { letterPage } from '../letters/api.ts';
import { paymentFields } from '../payments/shape.ts';
import { type Answered, answer, page } from '../shapes.ts';
import type { letterPreferences } from './letter-preferences.ts';
import type { me } from './me.ts';
import type { myAppointments } from './my-appointments.ts';
import type { myPatients } from './my-patients.ts';
import type { myPayments } from './my-payments.ts';
import type { mySessions } from './my-sessions.ts';

export const account: Shape<Answered<typeof me>> = object({
  userId: id,
  role: oneOf(...roles),
  name: text(),
  email: text(),
  emailVerified: yesOrNo(),
  secondFactor: yesOrNo('Whether signing in takes a code besides the password.'),
});
export const patient = object({
  ...{ patientId: id, firstName: text(), lastName: text(), dateOfBirth: calendarDate, gender: oneOf(...genders) },
});
const patients: Shape<Answered<typeof myPatients>> = page(patient);
const sessions: Shape<Answered<typeof mySessions>> = page(
  object({
    sessionId: id,
    device: orNull(text(), 'In words, such as Firefox on Linux.'),
    network: orNull(text(), 'No more than the network it comes from.'),
    startedAt: instant,
    usedAt: instant,
    endsAt: instant,
  }),
);
const preferences: Shape<Answered<typeof letterPreferences>> = object({
  language: oneOf(...languages),
  zone: orNull(zone, 'On whose clock the quiet hours are read; null is that of the visit.'),
  reminders: list(integer(), 'Minutes before a visit; whole days are days of the calendar.'),
  quietHours: orNull(object({ from: clockTime, to: clockTime }), 'No reminder is sent within these.'),
  declined: list(oneOf(...optionalLetters)),
  phone: orNull(text(), 'Where reminders go as text messages too.'),
});
const payments: Shape<Answered<typeof myPayments>> = page(
  object({ ...paymentFields, doctorName: text(), patientName: text(), startsAt: instant, zone }),
);
const appointments: Shape<Answered<typeof myAppointments>> = page(appointment);

export const myApi: Chapter = {
  title: 'One’s own',
  text: 'The account of whoever asks.',
  routes: {
    'GET /queries/me': {
      id: 'showMe',
      summary: 'The own account',
      answers: answer('The account.', account),
      refuses: ['not-found'],
    },
    'GET /queries/me/letter-preferences': {
      id: 'showLetterPreferences',
      summary: 'How the account wants to be written to',
      answers: answer('As it was set, or the usual.', preferences),
    },
    'GET /queries/me/letters': {
      id: 'listMyLetters',
      summary: 'What was written to the account, and what became of it',
      answers: answer('Latest first.', letterPage),
    },
    'GET /queries/me/patients': {
      id: 'listMyPatients',
      summary: 'The patients whom the account looks after',
      answers: answer('In the order in which they were added.', patients),
    },
    'GET /queries/me/sessions': {
      id: 'listMySessions',
      summary: 'Where the account is signed in',
      answers: answer('The sessions that are not over, the latest first.', sessions),
    },
    'GET /queries/me/payments': {
      id: 'listMyPayments',
      summary: 'What the account was asked to pay',
      answers: answer('The latest first, each with the visit that it is for.', payments),
    },
    'GET /queries/me/appointments': {
      id: 'listMyAppointments',
      summary: 'The appointments of these patients',
      answers: answer('Those not over yet, next first; or the past, latest first.', appointments),
    },
  },
};
