import { doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { unchangedUntil } from '@careconnect/domain/time/turns.ts';
import { countries } from '@careconnect/platform/calendar/public-holidays.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { entityTag, revisionName } from '@careconnect/platform/http/entity-tag.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import { partOf } from '@careconnect/schema/versions.ts';
import type { Parts } from '../container.ts';
import type { Wanted } from '../reading/ready.ts';
import { Asked, PageAsked } from '../reading/requests.ts';
import { blockedTime } from './blocked-time.ts';
import { doctorProfile } from './doctor-profile.ts';
import { findDoctors } from './find-doctors.ts';
import { freeSlots, partsOfSlots } from './free-slots.ts';
import { languages } from './languages.ts';
import { ownSchedule } from './own-schedule.ts';
import { DoctorsAsked, SlotsAsked } from './requests.ts';
import { specializations } from './specializations.ts';

export const doctorRoutes = ({ routes, pool, ready, seen, clock }: Parts): void => {
  routes.get('/queries/doctors', allow('anyone'), query(DoctorsAsked), seen('clinic'), async (req, res) => {
    const now = clock();
    const { position: _, ...asked } = req.query;
    const name = ['doctors', JSON.stringify(Object.entries(asked).sort())];
    const wanted: Wanted = { name, of: ['doctors', 'next-free'], who: 'anyone', now };
    await ready.send({ req, res }, wanted, async () => ({
      page: await findDoctors(pool, { ...asked, now }),
      until: unchangedUntil(now),
    }));
  });

  for (const [path, list] of Object.entries({ specializations, languages }))
    routes.get(`/queries/${path}`, allow('anyone'), query(PageAsked), seen('clinic'), async (req, res) => {
      const { limit, after } = req.query;
      const now = clock();
      const wanted: Wanted = { name: [path, limit, after], of: ['doctors'], who: 'anyone', now };
      await ready.send({ req, res }, wanted, async () => ({
        page: await list(pool, { limit, after }),
        until: unchangedUntil(now),
      }));
    });

  const ofDoctor = params({ doctorId: 'id' });

  routes.get(
    '/queries/doctors/:doctorId',
    allow('anyone'),
    ofDoctor,
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const { doctorId } = req.params;
      const now = clock();
      const of = [partOf.doctor(doctorId), partOf.nextFree(doctorId)];
      await ready.send({ req, res }, { name: ['doctor', doctorId], of, who: 'anyone', now }, async () => {
        const doctor = await doctorProfile(pool, doctorId, now);
        if (!doctor) throw notFound();
        const { page, revision } = doctor;
        const condition = revision === null ? null : revisionName(doctorStream(asDoctorId(doctorId)), revision);
        return { page, until: unchangedUntil(now), condition };
      });
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
      const asked = { doctorId: req.params.doctorId, visitTypeId, from, days, now: clock() };
      const of = partsOfSlots(asked);
      const name = ['slots', asked.doctorId, visitTypeId, from, days, ...of.slice(0, 2)];
      const wanted: Wanted = { name, of, who: 'anyone', now: asked.now };
      await ready.send({ req, res }, wanted, () => freeSlots(pool, asked));
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
