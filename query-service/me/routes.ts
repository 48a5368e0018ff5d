import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { letters } from '../letters/letters.ts';
import { Asked, PageAsked } from '../reading/requests.ts';
import { letterPreferences } from './letter-preferences.ts';
import { me } from './me.ts';
import { myAppointments } from './my-appointments.ts';
import { myPatients } from './my-patients.ts';
import { myPayments } from './my-payments.ts';
import { mySessions } from './my-sessions.ts';
import { MyAppointmentsAsked } from './requests.ts';

export const myRoutes = ({ routes, pool, vault, seen, clock }: Parts): void => {
  const signedIn = allow('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR');
  const booking = allow('PATIENT', 'ADMIN');

  routes.get('/queries/me', signedIn, query(Asked), seen('clinic'), async (req, res) => {
    const account = await me(pool, req.actor.userId);
    if (!account) throw notFound();
    res.json(account);
  });

  routes.get('/queries/me/letter-preferences', signedIn, query(Asked), seen('clinic'), async (req, res) => {
    res.json(await letterPreferences(pool, req.actor.userId));
  });

  routes.get('/queries/me/letters', signedIn, query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await letters(pool, { ...req.query, userId: req.actor.userId }));
  });

  routes.get('/queries/me/patients', booking, query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await myPatients(pool, { ...req.query, userId: req.actor.userId }));
  });

  routes.get('/queries/me/sessions', signedIn, query(PageAsked), seen('sessions'), async (req, res) => {
    res.json(await mySessions(pool, vault, { ...req.query, userId: req.actor.userId, now: clock() }));
  });

  routes.get('/queries/me/payments', booking, query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await myPayments(pool, { ...req.query, userId: req.actor.userId, now: clock() }));
  });

  routes.get('/queries/me/appointments', booking, query(MyAppointmentsAsked), seen('clinic'), async (req, res) => {
    res.json(await myAppointments(pool, { ...req.query, ...req.actor, now: clock() }));
  });
};
