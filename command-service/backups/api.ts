import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id } from '@careconnect/platform/openapi/shape.ts';
import { created } from '../answers.ts';

export const backupApi: Chapter = {
  title: 'Backups',
  text: 'They are taken every night, and whenever an admin asks.',
  routes: {
    'PUT /commands/backups/:backupId': {
      id: 'startBackup',
      summary: 'Ask for a backup',
      detail: 'It begins as soon as the archiver hears of it; `listBackups` shows what came of it.',
      answers: created('The backup is asked for', { backupId: id }),
      refuses: [],
    },
  },
};
