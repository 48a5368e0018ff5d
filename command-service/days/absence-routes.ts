import { absenceId as asAbsenceId, doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import { own } from '../doctors/own.ts';
import type { Absences } from './absences.ts';
import { fateIn } from './block-routes.ts';
import { AbsenceRequest, NothingMore } from './requests.ts';

type Needs = { routes: Routes; absences: Absences; clock: Clock };

const oneAbsence = '/commands/doctors/:doctorId/absences/:absenceId';
const ofAbsence = { doctorId: 'id', absenceId: 'id' } as const;

export const absenceRoutes = ({ routes, absences, clock }: Needs): void => {
  routes.put(oneAbsence, allow('DOCTOR', 'ADMIN'), params(ofAbsence), body(AbsenceRequest), async (req, res) => {
    const now = clock();
    const [doctorId, absenceId] = [asDoctorId(req.params.doctorId), asAbsenceId(req.params.absenceId)];
    const by = personOf(req.actor);
    own(doctorId, by);
    const { firstDate, lastDate, repeats, from, to, reason } = req.body;
    const absence = { absenceId, firstDate, lastDate, repeats, from, to };
    const wish = { doctorId, absence, reason: reason || null, affected: fateIn(req.body), by, now };
    created(res, await absences.plan(wish, () => contextOf(req, now)), { absenceId });
  });

  routes.post(
    `${oneAbsence}/removal`,
    allow('DOCTOR', 'ADMIN'),
    params(ofAbsence),
    body(NothingMore),
    async (req, res) => {
      const now = clock();
      const [doctorId, absenceId] = [asDoctorId(req.params.doctorId), asAbsenceId(req.params.absenceId)];
      const by = personOf(req.actor);
      own(doctorId, by);
      done(res, await absences.withdraw({ doctorId, absenceId, by, now }, () => contextOf(req, now)), { absenceId });
    },
  );
};
