import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { StatisticsAsked } from './requests.ts';
import { statistics } from './statistics.ts';

export const statisticsRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/statistics', allow('ADMIN'), query(StatisticsAsked), seen('clinic'), async (req, res) => {
    res.json(await statistics(pool, req.query));
  });
};
