import { slotStates } from '@careconnect/domain/day/slots.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  clockTime,
  id,
  instant,
  integer,
  list,
  named,
  object,
  oneOf,
  type Plain,
  type Shape,
  text,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer, money, page, policy, visitType, window } from '../shapes.ts';
import type { doctorOf } from './doctor.ts';
import type { doctorProfile } from './doctor-profile.ts';
import type { findDoctors } from './find-doctors.ts';
import type { freeSlots } from './free-slots.ts';
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
};
const doctor: Shape<Plain<ReturnType<typeof doctorOf>>> = named('Doctor', object(ofDoctor));
const doctors: Shape<Answered<typeof findDoctors>> = page(doctor);
const profile: Shape<Answered<typeof doctorProfile>['page']> = object({
  ...ofDoctor,
  visitTypes: list(visitType),
  policy,
  windows: list(window, 'The working hours of a week.'),
});
const specialties: Shape<Answered<typeof specializations>> = page(
  object({ specialization: text(), doctors: integer('How many there are.') }),
);
const slots: Shape<Answered<typeof freeSlots>> = object({
  zone,
  days: list(
    object({
      date: calendarDate,
      slots: list(
        object({
          startsAt: instant,
          endsAt: instant,
          time: clockTime,
          state: oneOf(...slotStates),
        }),
      ),
    }),
  ),
});

export const doctorApi: Chapter = {
  title: 'Doctors',
  text: 'Public: finding a doctor and a free time.',
  routes: {
    'GET /queries/doctors': {
      id: 'findDoctors',
      summary: 'Find doctors, by name',
      detail:
        'Each word of `text` begins a word of the name, specialization, degree or address, whatever the case and the accents.',
      answers: answer('The doctors, by name.', doctors),
    },
    'GET /queries/specializations': {
      id: 'listSpecializations',
      summary: 'What doctors specialize in',
      answers: answer('Each once, in alphabetical order.', specialties),
    },
    'GET /queries/doctors/:doctorId': {
      id: 'showDoctor',
      summary: "A doctor's public page, with all that bookings depend on",
      detail: 'Whoever changes working hours, visit types or policy may name its `ETag` in `If-Match`.',
      answers: { 200: { means: 'The doctor.', shape: profile, headers: ['ETag'] } },
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/slots': {
      id: 'listSlots',
      summary: 'The times of one or more days at which a visit fits',
      detail: 'All times of the grid, each with its state, by the very arithmetic that decides bookings.',
      answers: answer('Day by day, in order of time.', slots),
      refuses: ['not-found', 'no-such-visit-type'],
    },
  },
};
