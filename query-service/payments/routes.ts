import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { PageAsked } from '../reading/requests.ts';
import { refundsDue } from './refunds-due.ts';

export const paymentRoutes = ({ routes, pool, seen, clock }: Parts): void => {
  routes.get('/queries/refunds', allow('ADMIN'), query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await refundsDue(pool, { ...req.query, now: clock() }));
  });
};
