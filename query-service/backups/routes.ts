import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { PageAsked } from '../reading/requests.ts';
import { backups } from './backups.ts';

export const backupRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/backups', allow('ADMIN', 'AUDITOR'), query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await backups(pool, req.query));
  });
};
