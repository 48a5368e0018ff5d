import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked } from '../reading/requests.ts';
import { replayDay } from './days/replay.ts';
import { evidenceOf } from './evidence/evidence.ts';
import { journal } from './journal.ts';
import { DayAsked, JournalAsked } from './requests.ts';

export const journalRoutes = ({ routes, pool, seen, clock }: Parts): void => {
  const auditor = allow('ADMIN', 'AUDITOR');

  routes.get('/queries/journal', auditor, query(JournalAsked), seen('journal'), async (req, res) => {
    res.json(await journal(pool, req.query));
  });

  routes.get(
    '/queries/journal/days/:doctorId/:date',
    auditor,
    params({ doctorId: 'id', date: 'date' }),
    query(DayAsked),
    seen('journal'),
    async (req, res) => {
      const { doctorId, date } = req.params;
      const day = await replayDay(pool, { ...req.query, doctorId: doctorId as DoctorId, date });
      if (!day) throw notFound();
      res.json(day);
    },
  );

  routes.get(
    '/queries/journal/appointments/:appointmentId/evidence',
    auditor,
    params({ appointmentId: 'id' }),
    query(Asked),
    seen('journal'),
    async (req, res) => {
      const { appointmentId } = req.params;
      const text = await evidenceOf(pool, appointmentId, clock());
      if (!text) throw notFound();
      res.attachment(`careconnect-evidence-${appointmentId}.json`).type('application/json');
      await pipeline(Readable.from(text), res);
    },
  );
};
