import { doctorDecider } from '@careconnect/domain/doctor/decide.ts';
import { accountOf, doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import type { Invite, Register } from '../accounts/registration.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { DoctorHandler } from '../handlers.ts';
import { bookingPolicy, changedProfile, onboarding, visitTypes, workingHours } from './commands.ts';
import { own } from './own.ts';
import {
  OnboardingRequest,
  PolicyRequest,
  ProfileRequest,
  VisitTypesRequest,
  WorkingHoursRequest,
} from './requests.ts';

type Needs = { routes: Routes; doctors: DoctorHandler; register: Register; invite: Invite; clock: Clock };

export const doctorRoutes = ({ routes, doctors, register, invite, clock }: Needs): void => {
  routes.put(
    '/commands/doctors/:doctorId',
    allow('ADMIN'),
    params({ doctorId: 'id' }),
    body(OnboardingRequest),
    async (req, res) => {
      const now = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      const stream = doctorStream(doctorId);
      const command = onboarding(doctorId, req.body, now);
      // What cannot be onboarded shall not leave an account behind.
      doctorDecider.decide(command, (await doctors.load(stream, { fresh: true })).state);
      const { email, name, password } = req.body.account;
      const account = { userId: accountOf(doctorId), role: 'DOCTOR', email, name } as const;
      if (password === undefined) await invite(account, now, () => contextOf(req, now));
      else await register({ ...account, password }, now, () => contextOf(req, now));
      created(res, await doctors.handle(stream, command, contextOf(req, now)), { doctorId });
    },
  );

  routes.put(
    '/commands/doctors/:doctorId/profile',
    allow('ADMIN', 'DOCTOR'),
    params({ doctorId: 'id' }),
    body(ProfileRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      own(doctorId, personOf(req.actor));
      const command = changedProfile(doctorId, req.body, now);
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, now)));
    },
  );

  routes.put(
    '/commands/doctors/:doctorId/working-hours',
    allow('ADMIN', 'DOCTOR'),
    params({ doctorId: 'id' }),
    body(WorkingHoursRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      own(doctorId, personOf(req.actor));
      const command = workingHours(doctorId, req.body, now);
      const handled = await doctors.handle(doctorStream(doctorId), command, contextOf(req, now));
      done(res, handled);
    },
  );

  routes.put(
    '/commands/doctors/:doctorId/policy',
    allow('ADMIN', 'DOCTOR'),
    params({ doctorId: 'id' }),
    body(PolicyRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      own(doctorId, personOf(req.actor));
      const command = bookingPolicy(doctorId, req.body, now);
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, now)));
    },
  );

  routes.put(
    '/commands/doctors/:doctorId/visit-types',
    allow('ADMIN', 'DOCTOR'),
    params({ doctorId: 'id' }),
    body(VisitTypesRequest),
    conditional,
    async (req, res) => {
      const now = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      own(doctorId, personOf(req.actor));
      const command = visitTypes(doctorId, req.body, now);
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, now)));
    },
  );
};
