import { assertNever } from '@careconnect/domain/assert-never.ts';
import { backupId } from '@careconnect/domain/ids.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { forgetOldBackups, type Retention } from '../backup/retention.ts';
import { sizeOf, takeBackup } from '../backup/take.ts';
import { renewVault } from '../backup/vault.ts';
import type { Target } from '../target/target.ts';
import type { Ask } from './ask.ts';
import type { RunDrill } from './run-drill.ts';
import { isDone, type Work } from './work.ts';

export type DoWork = (work: Work, signal: AbortSignal) => Promise<void>;

type Needs = {
  store: EventStore;
  pool: Pool;
  databaseUrl: string;
  pgDump: string | undefined;
  target: Target;
  key: Buffer;
  retention: Retention;
  ask: Ask;
  /** None where nobody drills. */
  runDrill: RunDrill | undefined;
  log: Log;
  clock: () => string;
};

/** Does it, and hands its outcome over together with the note that it is done. A process that dies before has done nothing. */
export const doingWork = (needs: Needs): DoWork => {
  const { pool, target, key, retention, ask, runDrill, log, clock } = needs;

  const takeIt = async (workId: string, signal: AbortSignal): Promise<void> => {
    const id = backupId(workId);
    const began = clock();
    const outcome = await takeBackup({ ...needs, signal }, id, began).then(
      (manifest) => ({ is: 'SucceedBackup', events: manifest.log.events, bytes: sizeOf(manifest) }) as const,
      (err: Error) => {
        if (signal.aborted) throw err;
        log.error({ err, backupId: id }, 'A backup failed: somebody must look');
        return { is: 'FailBackup', reason: reasonOf(err) } as const;
      },
    );
    const at = clock();
    const seconds = Math.ceil((Date.parse(at) - Date.parse(began)) / 1_000);
    const command =
      outcome.is === 'SucceedBackup' ? { ...outcome, backupId: id, seconds, at } : { ...outcome, backupId: id, at };
    await inTransaction(pool, async (client) => {
      await ask(client, [{ is: 'RecordBackup', command }]);
      await isDone(client, workId);
    });
    if (outcome.is === 'SucceedBackup') await forgetOldBackups(target, key, retention, at);
  };

  return async ({ workId, kind }, signal) => {
    switch (kind) {
      case 'backup':
        return takeIt(workId, signal);
      case 'vault':
        await renewVault({ ...needs, signal }, clock());
        await isDone(pool, workId);
        return;
      case 'drill':
        await runDrill?.(signal).catch((err: Error) => {
          if (signal.aborted) throw err;
          log.error({ err }, 'A restore drill did not go well: somebody must look');
        });
        await isDone(pool, workId);
        return;
      default:
        assertNever(kind);
    }
  };
};

const reasonOf = ({ name, message }: Error): string => `${name}: ${message}`.slice(0, 500);
