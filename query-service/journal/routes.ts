import { allow } from '@careconnect/platform/http/allow.ts';
import { query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { journal } from './journal.ts';
import { JournalAsked } from './requests.ts';

export const journalRoutes = ({ routes, pool, seen }: Parts): void => {
  const auditor = allow('ADMIN', 'AUDITOR');

  routes.get('/queries/journal', auditor, query(JournalAsked), seen('journal'), async (req, res) => {
    res.json(await journal(pool, req.query));
  });
};
