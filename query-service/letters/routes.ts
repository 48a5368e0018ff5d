import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { letters } from './letters.ts';
import { LettersAsked } from './requests.ts';

export const letterRoutes = ({ routes, pool, seen }: Parts): void => {
  routes.get('/queries/letters', allow('ADMIN'), query(LettersAsked), seen('clinic'), async (req, res) => {
    res.json(await letters(pool, req.query));
  });
};
