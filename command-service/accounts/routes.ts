import { userId } from '@careconnect/domain/ids.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf } from '../command-context.ts';
import { created } from '../created.ts';
import type { Register } from './registration.ts';
import { RegisterRequest } from './requests.ts';

type Needs = { routes: Routes; register: Register; clock: Clock };

export const accountRoutes = ({ routes, register, clock }: Needs): void => {
  routes.put(
    '/commands/users/:userId',
    allow('anyone'),
    params({ userId: 'id' }),
    body(RegisterRequest),
    async (req, res) => {
      const now = clock();
      const account = { userId: userId(req.params.userId), role: 'PATIENT', ...req.body } as const;
      const registered = await register(account, now, () => contextOf(req, now));
      created(res, registered, { userId: account.userId });
    },
  );
};
