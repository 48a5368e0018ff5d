import { allow } from '@careconnect/platform/http/allow.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body } from '@careconnect/platform/http/validation.ts';
import type { Rebuilds } from './rebuilds.ts';
import { RebuildRequest } from './requests.ts';

type Needs = { routes: Routes; rebuilds: Rebuilds };

/** What admins ask of the projectors themselves: it is about rows alone, so no event tells of it. */
export const adminRoutes = ({ routes, rebuilds }: Needs): void => {
  routes.post('/admin/rebuild', allow('ADMIN'), body(RebuildRequest), async (req, res) => {
    if (!rebuilds.begin(req.body.projections)) throw underWay();
    res.status(202).json({ rebuilds: rebuilds.told() });
  });

  routes.get('/admin/rebuild', allow('ADMIN'), async (_req, res) => {
    res.json({ rebuilds: rebuilds.told() });
  });
};

const underWay = () =>
  problem(
    409,
    'rebuild-under-way',
    'A rebuild is under way',
    'Ask again once it is done.',
    {},
    { 'Retry-After': '10' },
  );
