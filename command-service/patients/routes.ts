import { patientId as asPatientId } from '@careconnect/domain/ids.ts';
import { patientStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { PatientHandler } from '../handlers.ts';
import { PatientRequest } from './requests.ts';

type Needs = { routes: Routes; patients: PatientHandler; clock: Clock };

export const patientRoutes = ({ routes, patients, clock }: Needs): void => {
  routes.put(
    '/commands/patients/:patientId',
    allow('PATIENT', 'ADMIN'),
    params({ patientId: 'id' }),
    body(PatientRequest),
    async (req, res) => {
      const now = clock();
      const patientId = asPatientId(req.params.patientId);
      const { userId } = personOf(req.actor);
      const command = { is: 'AddPatient', patientId, userId, ...req.body, at: now } as const;
      const handled = await patients.handle(
        patientStream(patientId),
        command,
        contextOf(req, now, { likelyNew: true }),
      );
      created(res, handled, { patientId });
    },
  );

  routes.post(
    '/commands/patients/:patientId/details',
    allow('PATIENT', 'ADMIN'),
    params({ patientId: 'id' }),
    body(PatientRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const stream = patientStream(asPatientId(req.params.patientId));
      const command = { is: 'ChangePatientDetails', by: personOf(req.actor), ...req.body, at: now } as const;
      done(res, await patients.handle(stream, command, contextOf(req, now)));
    },
  );

  routes.post(
    '/commands/patients/:patientId/removal',
    allow('PATIENT', 'ADMIN'),
    params({ patientId: 'id' }),
    conditional,
    async (req, res) => {
      const now = clock();
      const stream = patientStream(asPatientId(req.params.patientId));
      const command = { is: 'RemovePatient', by: personOf(req.actor), at: now } as const;
      done(res, await patients.handle(stream, command, contextOf(req, now)));
    },
  );
};
