import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked } from '../reading/requests.ts';
import { systemState } from './system-state.ts';

export const systemRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/system', allow('ADMIN'), query(Asked), seen('clinic'), async (_req, res) => {
    res.json(await systemState(pool));
  });
};
