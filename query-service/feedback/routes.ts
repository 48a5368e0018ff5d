import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { PageAsked } from '../reading/requests.ts';
import { messages } from './messages.ts';

export const feedbackRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/feedback', allow('ADMIN'), query(PageAsked), seen('clinic'), async (req, res) => {
    res.json(await messages(pool, req.query));
  });
};
