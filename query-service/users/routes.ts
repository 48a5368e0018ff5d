import { allow } from '@careconnect/platform/http/allow.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked } from '../reading/requests.ts';
import { UsersAsked } from './requests.ts';
import { user, users } from './users.ts';

export const userRoutes = ({ routes, pool, seen }: Parts): void => {
  const admin = allow('ADMIN');

  routes.get('/queries/users', admin, query(UsersAsked), seen('clinic'), async (req, res) => {
    res.json(await users(pool, req.query));
  });

  routes.get(
    '/queries/users/:userId',
    admin,
    params({ userId: 'id' }),
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const found = await user(pool, req.params.userId);
      if (!found) throw notFound();
      res.json(found);
    },
  );
};
