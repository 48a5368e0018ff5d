import { doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { countries } from '@careconnect/platform/calendar/public-holidays.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { entityTag } from '@careconnect/platform/http/entity-tag.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked, PageAsked } from '../reading/requests.ts';
import { blockedTime } from './blocked-time.ts';
import { doctorProfile } from './doctor-profile.ts';
import { findDoctors } from './find-doctors.ts';
import { freeSlots } from './free-slots.ts';
import { languages } from './languages.ts';
import { ownSchedule } from './own-schedule.ts';
import { DoctorsAsked, SlotsAsked } from './requests.ts';
import { specializations } from './specializations.ts';

export const doctorRoutes = ({ routes, pool, ready, seen, clock }: Parts): void => {
  routes.get('/queries/doctors', allow('anyone'), query(DoctorsAsked), seen('clinic'), async (req, res) => {
    res.json(await findDoctors(pool, { ...req.query, now: clock() }));
  });

  routes.get('/queries/specializations', allow('anyone'), query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await specializations(pool, req.query));
  });

  routes.get('/queries/languages', allow('anyone'), query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await languages(pool, req.query));
  });

  const ofDoctor = params({ doctorId: 'id' });

  routes.get(
    '/queries/doctors/:doctorId',
    allow('anyone'),
    ofDoctor,
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const doctor = await doctorProfile(pool, req.params.doctorId, clock());
      if (!doctor) throw notFound();
      const { page, revision } = doctor;
      if (revision !== null) res.set('ETag', entityTag(doctorStream(asDoctorId(page.doctorId)), revision));
      res.json(page);
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/slots',
    allow('anyone'),
    ofDoctor,
    query(SlotsAsked),
    seen('clinic'),
    async (req, res) => {
      const { visitTypeId, from, days } = req.query;
      const [doctorId, now] = [req.params.doctorId.toLowerCase(), clock()];
      const wanted = ['slots', doctorId, visitTypeId, from, days, now.slice(0, 16)];
      await ready.send({ req, res }, { name: wanted, of: [`time ${doctorId}`, `doctor ${doctorId}`] }, () =>
        freeSlots(pool, { doctorId, visitTypeId, from, days, now }),
      );
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/schedule',
    allow('DOCTOR', 'ADMIN'),
    ofDoctor,
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const own = await ownSchedule(pool, { ...req.params, ...req.actor, now: clock() });
      if (!own) throw notFound();
      const { page, revision } = own;
      if (revision !== null) res.set('ETag', entityTag(doctorStream(asDoctorId(page.doctorId)), revision));
      res.json(page);
    },
  );

  routes.get(
    '/queries/doctors/:doctorId/blocked-time',
    allow('DOCTOR', 'ADMIN'),
    ofDoctor,
    query(PageAsked),
    seen('clinic'),
    async (req, res) => {
      const page = await blockedTime(pool, { ...req.params, ...req.actor, ...req.query, now: clock() });
      if (!page) throw notFound();
      res.json(page);
    },
  );

  routes.get('/queries/countries', allow('DOCTOR', 'ADMIN'), query(Asked), async (_req, res) => {
    res.json({ items: countries() });
  });
};
