import { appointmentId as asAppointmentId, doctorId, visitTypeId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { idempotencyKey, keyed } from './idempotency-key.ts';
import type { Move } from './moving.ts';
import { MoveRequest, TimeRequest } from './requests.ts';
import type { Reschedule } from './rescheduling.ts';
import { answer, ofAppointment, oneAppointment } from './routes.ts';

type Needs = { routes: Routes; reschedule: Reschedule; move: Move; clock: Clock };

export const timeRoutes = ({ routes, reschedule, move, clock }: Needs): void => {
  routes.put(
    `${oneAppointment}/time`,
    allow('PATIENT', 'DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(TimeRequest),
    async (req, res) => {
      const now = clock();
      const place = { doctorId: doctorId(req.params.doctorId), date: req.params.date };
      const appointmentId = asAppointmentId(req.params.appointmentId);
      const { startsAt, override } = req.body;
      const wish = { place, appointmentId, startsAt, override: override || null, by: personOf(req.actor), now };
      answer(res, await reschedule(wish, () => contextOf(req, now)), appointmentId);
    },
  );

  routes.post(
    `${oneAppointment}/move`,
    allow('PATIENT', 'DOCTOR', 'ADMIN'),
    params(ofAppointment),
    body(MoveRequest),
    keyed,
    async (req, res) => {
      const now = clock();
      const from = { doctorId: doctorId(req.params.doctorId), date: req.params.date };
      const to = { doctorId: doctorId(req.body.doctorId), date: req.body.date };
      const appointmentId = asAppointmentId(req.params.appointmentId);
      const { startsAt, override } = req.body;
      const wish = {
        ...{ from, to, appointmentId, startsAt, override: override || null },
        visitTypeId: req.body.visitTypeId ? visitTypeId(req.body.visitTypeId) : null,
        ...{ key: idempotencyKey(req), by: personOf(req.actor), now },
      };
      answer(res, await move(wish, () => contextOf(req, now)), appointmentId);
    },
  );
};
