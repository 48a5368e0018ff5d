import { statuses } from '@careconnect/domain/day/events.ts';
import { roles } from '@careconnect/domain/user/events.ts';
import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import {
  calendarDate,
  integer,
  list,
  number,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
} from '@careconnect/platform/openapi/shape.ts';
import { type Answered, answer } from '../shapes.ts';
import type { statistics } from './statistics.ts';

const shape: Shape<Answered<typeof statistics>> = object({
  from: calendarDate,
  to: calendarDate,
  users: list(
    object({ role: oneOf(...roles), users: integer() }),
    'As of now, whatever the days; closed and erased ones included.',
  ),
  appointments: integer('On these days.'),
  byStatus: list(object({ status: oneOf(...statuses), appointments: integer() })),
  byDay: list(
    object({ date: calendarDate, appointments: integer(), cancelled: integer('No-shows apart.'), noShows: integer() }),
  ),
  peopleByDay: list(
    object({
      date: calendarDate,
      newUsers: integer('Accounts that were made on this day, of every role.'),
      users: integer('That there were at its end, closed and erased ones included.'),
      newDoctors: integer(),
      doctors: integer(),
    }),
    'Days by UTC: an account is in no zone.',
  ),
  bySpecialization: list(object({ specialization: text(), appointments: integer() }), 'The most first.'),
  cancelledPercent: orNull(number('Of all appointments; no-shows apart.')),
  noShowPercent: orNull(number('Of all appointments.')),
  utilisationPercent: orNull(number('Of the working hours that the weeks of the doctors have, how much visits hold.')),
  revenue: list(
    object({
      currency: text('ISO 4217.'),
      received: text('With two decimals.'),
      refunded: text('Of that, paid back.'),
    }),
    'Of the visits on these days.',
  ),
});

export const statisticsApi: Chapter = {
  title: 'Statistics',
  text: 'For admins.',
  routes: {
    'GET /queries/statistics': {
      id: 'showStatistics',
      summary: 'What the clinic did on so many days',
      answers: answer('By the dates of the doctors, each in the zone of that day.', shape),
    },
  },
};
