import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import { partOf } from '@careconnect/schema/versions.ts';
import type { Parts } from '../container.ts';
import type { Wanted } from '../reading/ready.ts';
import { Asked, PageAsked } from '../reading/requests.ts';
import { doctorDay } from './doctor-day.ts';
import { doctorOverview } from './doctor-overview.ts';
import { doctorRequests } from './doctor-requests.ts';
import { doctorWeek } from './doctor-week.ts';
import { DayAsked, OverviewAsked } from './requests.ts';

export const dayRoutes = ({ routes, pool, ready, seen, clock }: Parts): void => {
  routes.get(
    '/queries/doctors/:doctorId/days/:date',
    allow('DOCTOR', 'ADMIN'),
    params({ doctorId: 'id', date: 'date' }),
    query(DayAsked),
    seen('clinic'),
    async (req, res) => {
      const { doctorId, date } = req.params;
      const { role, userId } = req.actor;
      const { limit, after } = req.query;
      if (role !== 'ADMIN' && userId !== doctorId) throw notFound();
      const now = clock();
      const of = [partOf.day(doctorId, date), partOf.doctor(doctorId)];
      const wanted: Wanted = { name: ['day', doctorId, date, role, limit, after], of, who: 'somebody', now };
      await ready.send({ req, res }, wanted, async () => {
        const day = await doctorDay(pool, { doctorId, date, userId, role, limit, after, now });
        if (!day) throw notFound();
        return day;
      });
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/days',
    allow('DOCTOR', 'ADMIN'),
    params({ doctorId: 'id' }),
    query(OverviewAsked),
    seen('clinic'),
    async (req, res) => {
      const overview = await doctorOverview(pool, { ...req.params, ...req.query, ...req.actor, now: clock() });
      if (!overview) throw notFound();
      res.json(overview);
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/weeks/:date',
    allow('DOCTOR', 'ADMIN'),
    params({ doctorId: 'id', date: 'date' }),
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const week = await doctorWeek(pool, { ...req.params, ...req.actor, now: clock() });
      if (!week) throw notFound();
      res.json(week);
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/requests',
    allow('DOCTOR', 'ADMIN'),
    params({ doctorId: 'id' }),
    query(PageAsked),
    seen('clinic'),
    async (req, res) => {
      const requests = await doctorRequests(pool, { ...req.params, ...req.actor, ...req.query, now: clock() });
      if (!requests) throw notFound();
      res.json(requests);
    },
  );
};
