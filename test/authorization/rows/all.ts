import type { Row } from '../row.ts';
import { accountRows } from './accounts.ts';
import { backupRows } from './backups.ts';
import { clinicRows } from './clinic.ts';
import { dayRows } from './days.ts';
import { journalRows } from './journal.ts';
import { paymentRows } from './payments.ts';
import { personalDataRows } from './personal-data.ts';
import { projectorRows } from './projectors.ts';
import { sessionRows } from './sessions.ts';

/** How each operation is asked, by its id. */
export const rows: Readonly<Record<string, Row>> = {
  ...accountRows,
  ...sessionRows,
  ...clinicRows,
  ...dayRows,
  ...paymentRows,
  ...personalDataRows,
  ...backupRows,
  ...journalRows,
  ...projectorRows,
};
