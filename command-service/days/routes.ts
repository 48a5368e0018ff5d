import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import { type AppointmentId, appointmentId as asAppointmentId, doctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { DayHandler } from '../handlers.ts';
import type { PrepareBooking } from './booking.ts';
import { idempotencyKey, keyed } from './idempotency-key.ts';
import { BookingRequest, CancellationRequest } from './requests.ts';

type Needs = { routes: Routes; days: DayHandler; prepareBooking: PrepareBooking; clock: Clock };

export const dayRoutes = ({ routes, days, prepareBooking, clock }: Needs): void => {
  routes.post(
    '/commands/doctors/:doctorId/days/:date/appointments',
    allow('PATIENT', 'ADMIN'),
    params({ doctorId: 'id', date: 'date' }),
    body(BookingRequest),
    keyed,
    async (req, res) => {
      const now = clock();
      const place = { doctorId: doctorId(req.params.doctorId), date: req.params.date };
      const wish = { place, key: idempotencyKey(req), request: req.body, by: personOf(req.actor), now };
      const { streamName, appointmentId, command, imported } = prepareBooking(wish);
      const handled = await days.handle(streamName, command, contextOf(req, now, { imported }));
      created(res, handled, appointmentIn(handled.state, appointmentId));
    },
  );

  routes.post(
    '/commands/doctors/:doctorId/days/:date/appointments/:appointmentId/cancellation',
    allow('PATIENT', 'DOCTOR', 'ADMIN'),
    params({ doctorId: 'id', date: 'date', appointmentId: 'id' }),
    body(CancellationRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const appointmentId = asAppointmentId(req.params.appointmentId);
      const by = personOf(req.actor);
      const command = { is: 'CancelAppointment', appointmentId, ...req.body, by, at: now } as const;
      const stream = doctorDayStream(doctorId(req.params.doctorId), req.params.date);
      const handled = await days.handle(stream, command, contextOf(req, now));
      const { status } = appointmentIn(handled.state, appointmentId);
      done(res, handled, { appointmentId, status });
    },
  );
};

const appointmentIn = (day: DoctorDay, wanted: AppointmentId) => {
  const appointment = day.appointments.get(wanted);
  if (!appointment) throw new Error('an appointment that was not refused is on its day');
  const { appointmentId, doctorId, date, time, startsAt, endsAt } = appointment.visit;
  return { appointmentId, doctorId, date, time, startsAt, endsAt, status: appointment.status };
};
