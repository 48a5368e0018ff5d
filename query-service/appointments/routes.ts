import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked, PageAsked } from '../reading/requests.ts';
import { allAppointments } from './all-appointments.ts';
import { findAppointment } from './find-appointment.ts';
import { historyOf } from './history.ts';
import { patientVisits } from './patient-visits.ts';
import { AppointmentsAsked } from './requests.ts';

export const appointmentRoutes = ({ routes, pool, seen, clock }: Parts): void => {
  const ofAppointment = params({ appointmentId: 'id' });
  const somebody = allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR');

  routes.get('/queries/appointments', allow('ADMIN'), query(AppointmentsAsked), seen('clinic'), async (req, res) => {
    res.json(await allAppointments(pool, req.query, req.actor.role, clock()));
  });

  routes.get(
    '/queries/appointments/:appointmentId',
    somebody,
    ofAppointment,
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const appointment = await findAppointment(pool, { ...req.params, ...req.actor, now: clock() });
      if (!appointment) throw notFound();
      res.json(appointment);
    },
  );

  routes.get(
    '/queries/appointments/:appointmentId/patient-visits',
    allow('DOCTOR', 'ADMIN'),
    ofAppointment,
    query(PageAsked),
    seen('clinic'),
    async (req, res) => {
      const visits = await patientVisits(pool, { ...req.params, ...req.actor, ...req.query });
      if (!visits) throw notFound();
      res.json(visits);
    },
  );

  routes.get(
    '/queries/appointments/:appointmentId/history',
    somebody,
    ofAppointment,
    query(PageAsked),
    seen('clinic', 'journal'),
    async (req, res) => {
      const history = await historyOf(pool, { ...req.params, ...req.actor, ...req.query });
      if (!history) throw notFound();
      res.json(history);
    },
  );
};
