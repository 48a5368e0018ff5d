import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { calendarDate, list, object, type Shape, zone } from '@careconnect/platform/openapi/shape.ts';
import { appointment } from '../appointments/shape.ts';
import { type Answered, answer, next } from '../shapes.ts';
import type { doctorDay } from './doctor-day.ts';

const day: Shape<Answered<typeof doctorDay>> = object({
  date: calendarDate,
  zone,
  appointments: list(appointment),
  next,
});

export const dayApi: Chapter = {
  title: "The doctor's day",
  text: 'For the doctor and for admins.',
  routes: {
    'GET /queries/doctors/:doctorId/days/:date': {
      id: 'showDay',
      summary: "A doctor's appointments of one date, in the doctor's zone",
      answers: answer('The day, by time.', day),
      refuses: ['not-found'],
    },
  },
};
