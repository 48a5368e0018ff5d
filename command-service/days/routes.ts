import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import { type AppointmentId, appointmentId as asAppointmentId, doctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import type { Response } from 'express';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { Act } from './acting.ts';
import type { PrepareBooking } from './booking.ts';
import type { BookGuarded } from './guarded-booking.ts';
import { idempotencyKey, keyed } from './idempotency-key.ts';
import { BookingRequest, CancellationRequest, CompletionRequest, NothingMore, ReasonRequest } from './requests.ts';

type Needs = { routes: Routes; prepareBooking: PrepareBooking; bookGuarded: BookGuarded; act: Act; clock: Clock };

export const appointments = '/commands/doctors/:doctorId/days/:date/appointments';
export const oneAppointment = `${appointments}/:appointmentId` as const;
export const ofAppointment = { doctorId: 'id', date: 'date', appointmentId: 'id' } as const;

export const dayRoutes = ({ routes, prepareBooking, bookGuarded, act, clock }: Needs): void => {
  routes.post(
    appointments,
    allow('PATIENT', 'ADMIN'),
    params({ doctorId: 'id', date: 'date' }),
    body(BookingRequest),
    keyed,
    async (req, res) => {
      const now = clock();
      const place = { doctorId: doctorId(req.params.doctorId), date: req.params.date };
      const booking = prepareBooking({
        ...{ place, key: idempotencyKey(req), request: req.body },
        ...{ by: personOf(req.actor), now },
      });
      const { imported } = booking;
      const handled = await bookGuarded(booking, () => contextOf(req, now, { imported }));
      created(res, handled, appointmentIn(handled.state, booking.appointmentId));
    },
  );

  routes.post(
    `${oneAppointment}/cancellation`,
    allow('PATIENT', 'DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(CancellationRequest),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'CancelAppointment', ...concerned, ...req.body } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/acceptance`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(NothingMore),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'AcceptAppointment', ...concerned } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/rejection`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(ReasonRequest),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'RejectAppointment', ...concerned, ...req.body } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/confirmation`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(NothingMore),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'ConfirmAppointment', ...concerned } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/check-in`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(NothingMore),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'CheckInPatient', ...concerned } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/completion`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(CompletionRequest),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'CompleteAppointment', ...concerned, doctorNotes: req.body.doctorNotes || null } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/no-show`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(NothingMore),
    conditional,
    async (req, res) => {
      const { stream, concerned } = concerning(req, clock());
      const command = { is: 'NoteNoShow', ...concerned } as const;
      answer(res, await act(stream, command, () => contextOf(req, concerned.at)), concerned.appointmentId);
    },
  );
};

type Asking<Role extends string> = {
  params: { doctorId: string; date: string; appointmentId: string };
  actor: { userId: string; role: Role };
};

/** Which appointment, on which day, by whom, when: what every command about one says. */
const concerning = <Role extends string>({ params, actor }: Asking<Role>, at: string) => ({
  stream: doctorDayStream(doctorId(params.doctorId), params.date),
  concerned: { appointmentId: asAppointmentId(params.appointmentId), by: personOf(actor), at },
});

/** The appointment as it stands after the command. */
export const answer = (res: Response, handled: Handled<DoctorDay, unknown>, appointmentId: AppointmentId): void => {
  done(res, handled, appointmentIn(handled.state, appointmentId));
};

const appointmentIn = (day: DoctorDay, wanted: AppointmentId) => {
  const appointment = day.appointments.get(wanted);
  if (!appointment) throw new Error('an appointment that was not refused is on its day');
  const { appointmentId, doctorId, date, time, startsAt, endsAt } = appointment.visit;
  return { appointmentId, doctorId, date, time, startsAt, endsAt, status: appointment.status };
};
