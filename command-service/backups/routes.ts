import { backupId } from '@careconnect/domain/ids.ts';
import { backupStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created } from '../created.ts';
import { NothingMore } from '../days/requests.ts';
import type { BackupHandler } from '../handlers.ts';

type Needs = { routes: Routes; backups: BackupHandler; clock: Clock };

export const backupRoutes = ({ routes, backups, clock }: Needs): void => {
  routes.put(
    '/commands/backups/:backupId',
    allow('ADMIN'),
    params({ backupId: 'id' }),
    body(NothingMore),
    async (req, res) => {
      const at = clock();
      const id = backupId(req.params.backupId);
      const command = { is: 'StartBackup', backupId: id, by: personOf(req.actor), at } as const;
      created(res, await backups.handle(backupStream(id), command, contextOf(req, at)), { backupId: id });
    },
  );
};
