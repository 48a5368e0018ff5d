import { statuses } from '@careconnect/domain/day/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  clockTime,
  id,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  zone,
} from '@careconnect/platform/openapi/shape.ts';
import { appointment } from '../appointments/shape.ts';
import { type Answered, answer, next, page } from '../shapes.ts';
import type { doctorDay } from './doctor-day.ts';
import type { doctorOverview } from './doctor-overview.ts';
import type { doctorRequests } from './doctor-requests.ts';
import type { doctorWeek } from './doctor-week.ts';

const day: Shape<Answered<typeof doctorDay>['page']> = object({
  date: calendarDate,
  zone,
  appointments: list(appointment),
  next,
});

const overview: Shape<Answered<typeof doctorOverview>> = object({
  today: calendarDate,
  days: list(
    object({ date: calendarDate, counts: list(object({ status: oneOf(...statuses), appointments: integer() })) }),
  ),
});
const week: Shape<Answered<typeof doctorWeek>> = object({
  today: calendarDate,
  days: list(
    object({
      date: calendarDate,
      zone,
      visits: list(
        object({
          appointmentId: id,
          ...{ from: clockTime, to: clockTime },
          status: oneOf(...statuses),
          patientName: text('Empty once the person is erased.'),
          visitType: orNull(text()),
        }),
      ),
    }),
  ),
});
const requests: Shape<Answered<typeof doctorRequests>> = page(appointment);

export const dayApi: Chapter = {
  title: "The doctor's day",
  text: 'For the doctor and for admins.',
  routes: {
    'GET /queries/doctors/:doctorId/days': {
      id: 'showDays',
      summary: 'How many appointments a doctor has on each of some days',
      answers: answer('Day by day, by how they stand.', overview),
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/days/:date': {
      id: 'showDay',
      summary: "A doctor's appointments of one date, in the doctor's zone",
      answers: { 200: { means: 'The day, by time.', shape: day, headers: ['ETag', 'Cache-Control'] } },
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/weeks/:date': {
      id: 'showWeek',
      summary: "A doctor's visits of seven days, from this date on",
      detail: 'Those that were not cancelled, in short.',
      answers: answer('Day by day, by time.', week),
      refuses: ['not-found'],
    },
    'GET /queries/doctors/:doctorId/requests': {
      id: 'listRequests',
      summary: "What waits for the doctor's answer, on whatever day",
      answers: answer('The earliest visit first.', requests),
      refuses: ['not-found'],
    },
  },
};
