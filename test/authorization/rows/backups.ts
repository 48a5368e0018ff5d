import { randomUUID } from 'node:crypto';
import type { Row } from '../row.ts';

export const backupRows: Readonly<Record<string, Row>> = {
  startBackup: { about: () => ({ params: { backupId: randomUUID() }, body: {} }) },
  listBackups: {},
};
