import { slotStates } from '@careconnect/domain/day/slots.ts';
import { ways } from '@careconnect/domain/doctor/events.ts';
import { genders } from '@careconnect/domain/patient/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  clockTime,
  id,
  instant,
  integer,
  list,
  named,
  number,
  object,
  oneOf,
  orNull,
  type Plain,
  type Shape,
  text,
  yesOrNo,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, money, next, page, policy, visitType, window } from '../shapes.ts';
import type { blockedTime } from './blocked-time.ts';
import type { doctorOf } from './doctor.ts';
import type { doctorProfile } from './doctor-profile.ts';
import type { findDoctors } from './find-doctors.ts';
import type { freeSlots } from './free-slots.ts';
import type { languages } from './languages.ts';
import type { ownSchedule } from './own-schedule.ts';
import type { specializations } from './specializations.ts';

const ofDoctor = {
  doctorId: id,
  name: text(),
  specialization: text(),
  startedYear: integer(),
  consultationFee: money,
  about: text(),
  image: text('An address, or empty.'),
  degree: text(),
  address: text(),
  zone,
  languages: list(text(), 'BCP 47, such as pt.'),
  gender: orNull(oneOf(...genders)),
  ways: list(oneOf(...ways), 'How patients are seen.'),
  rated: orNull(object({ average: number('From 1 to 5.'), ratings: integer('How many there are.') })),
  nextFree: orNull(
    instant,
    'The next start of any visit; null when there is none as far ahead as bookings go. A second late.',
  ),
};
const doctor: Shape<Plain<ReturnType<typeof doctorOf>>> = named('Doctor', object(ofDoctor));
const doctors: Shape<Answered<typeof findDoctors>> = object({
  items: list(doctor),
  next,
  total: integer('On all pages.'),
});
const profile: Shape<Answered<typeof doctorProfile>['page']> = object({
  ...ofDoctor,
  visitTypes: list(visitType),
  policy,
  windows: list(window, 'The working hours of a week, as they are valid today.'),
});
const specialties: Shape<Answered<typeof specializations>> = page(
  object({ specialization: text(), doctors: integer('How many there are.') }),
);
const spoken: Shape<Answered<typeof languages>> = page(
  object({ language: text('BCP 47, such as pt.'), doctors: integer('How many speak it.') }),
);
const slots: Shape<Answered<typeof freeSlots>['page']> = object({
  zone,
  days: list(
    object({
      date: calendarDate,
      zone,
      holiday: orNull(text(), 'The public holiday that the doctor observes on this day.'),
      slots: list(
        object({
          startsAt: instant,
          endsAt: instant,
          time: clockTime,
          state: oneOf(...slotStates),
          reason: orNull(text(), 'Why it cannot be had; null where it is free.'),
        }),
      ),
    }),
  ),
});

const ownPages: Shape<Answered<typeof ownSchedule>['page']> = object({
  doctorId: id,
  name: text(),
  today: calendarDate,
  zone,
  zones: list(object({ from: orNull(calendarDate), zone }), 'The zone of today, and those that follow it.'),
  hours: list(
    object({ from: orNull(calendarDate, 'Null is from the beginning.'), windows: list(window) }),
    'Those of today, and those that follow them.',
  ),
  gridMinutes: integer(),
  visitTypes: list(visitType),
  policy,
  country: orNull(text('ISO 3166.'), 'Whose public holidays the doctor observes.'),
  holidays: list(object({ date: calendarDate, name: text(), works: yesOrNo() }), 'Of the year to come.'),
});
const blocked: Shape<Answered<typeof blockedTime>> = page(
  object({
    id,
    is: oneOf('absence', 'block'),
    firstDate: calendarDate,
    lastDate: calendarDate,
    days: integer('How many there are from today on.'),
    from: clockTime,
    to: clockTime,
    reason: orNull(text()),
  }),
);
const calendars: Shape<{ items: { country: string; name: string }[] }> = object({
  items: list(object({ country: text('ISO 3166.'), name: text() })),
});

export const doctorApi: Chapter = {
  title: 'Doctors',
  text: 'Public: finding a doctor and a free time.',
  routes: {
    'GET /queries/doctors': {
      id: 'findDoctors',
      summary: 'Find doctors',
      detail:
        'Each word of `text` begins a word of the name, specialization, degree or address, whatever the case and the accents. Fees are compared as amounts. The best comes first: the soonest, the cheapest, the best rated, the longest in practice.',
      answers: {
        200: {
          means: 'Who fits, in the order that was asked for.',
          shape: doctors,
          headers: ['ETag', 'Cache-Control'],
        },
      },
    },
    'GET /queries/specializations': {
      id: 'listSpecializations',
      summary: 'What doctors specialize in',
      answers: {
        200: { means: 'Each once, in alphabetical order.', shape: specialties, headers: ['ETag', 'Cache-Control'] },
      },
    },
    'GET /queries/languages': {
      id: 'listLanguages',
      summary: 'What doctors speak',
      answers: { 200: { means: 'Each language once.', shape: spoken, headers: ['ETag', 'Cache-Control'] } },
    },
    'GET /queries/doctors/:doctorId': {
      id: 'showDoctor',
      summary: "A doctor's public page, with all that bookings depend on",
      detail: 'Whoever changes profile, working hours, visit types or policy may name its `ETag` in `If-Match`.',
      answers: { 200: { means: 'The doctor.', shape: profile, headers: ['ETag', 'Cache-Control'] } },
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/slots': {
      id: 'listSlots',
      summary: 'The times of up to 42 days at which a visit may start, or why not',
      detail:
        'Every start of the grid, each with its state and the reason, by the very arithmetic that decides bookings. A day on which something lies keeps the zone in which it was booked.',
      answers: {
        200: { means: 'Day by day, in order of time.', shape: slots, headers: ['ETag', 'Cache-Control'] },
      },
      refuses: ['not-found', 'no-such-visit-type'],
    },
    'GET /queries/doctors/:doctorId/schedule': {
      id: 'showSchedule',
      summary: 'What a doctor has set, and what is planned',
      detail: 'Its `ETag` may be named by whoever changes any of it.',
      answers: { 200: { means: 'The schedule.', shape: ownPages, headers: ['ETag'] } },
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/blocked-time': {
      id: 'listBlockedTime',
      summary: 'What a doctor keeps free of visits, from today on',
      detail: 'What was blocked together on several days is one, and removed as one.',
      answers: answer('By the first day.', blocked),
      refuses: ['not-found'],
    },
    'GET /queries/countries': {
      id: 'listCountries',
      summary: 'Countries whose public holidays a doctor may observe',
      answers: answer('By name.', calendars),
    },
  },
};
