import type { DoctorId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { replayDay } from './days/replay.ts';
import { journal } from './journal.ts';
import { DayAsked, JournalAsked } from './requests.ts';

export const journalRoutes = ({ routes, pool, seen }: Parts): void => {
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
};
