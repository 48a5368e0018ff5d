import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { deadLetters } from './dead-letters.ts';
import { DeadLettersAsked } from './requests.ts';

export const deadLetterRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/dead-letters', allow('ADMIN'), query(DeadLettersAsked), seen('clinic'), async (req, res) => {
    res.json(await deadLetters(pool, req.query));
  });
};
