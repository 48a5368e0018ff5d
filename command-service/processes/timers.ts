import type { ClaimId } from '@careconnect/domain/ids.ts';
import { queueOf, type Task, taskQueues } from '@careconnect/domain/processes/task.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { createTaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import type { PoolClient } from 'pg';
import { v5 } from 'uuid';

/** What shall be looked at, and when; kept in Postgres, so that it outlives this process. */
export type Timers = {
  /** In the transaction of the client; the same task at the same time is kept once. */
  keep(client: PoolClient, due: readonly { at: string; task: Task }[]): Promise<void>;
  /** Nobody has to look after these claims any more. */
  forgetClaims(client: PoolClient, claims: readonly ClaimId[]): Promise<void>;
  /** Starts to look. Each task runs on one process; one that fails is tried again, with growing pauses, for days. */
  start(look: (task: Task) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

/** The namespace of job ids: a task that is kept again, after a crash, has the same. */
const tasks = '1b0b8f5c-7f43-5d52-8d1b-2b1f6f0e6c55';

const idOfClaim = (claim: ClaimId): string => v5(`claim ${claim}`, tasks);

export const createTimers = (databaseUrl: string, log: Log): Timers => {
  const queues = createTaskQueues<Task>({
    ...{ databaseUrl, applicationName: 'command-service timers', ...taskQueues, queueOf },
    onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'The timers try again'),
  });
  return {
    keep: (client, due) =>
      queues.keep(
        client,
        due.map(({ at, task }) => ({
          id: task.is === 'SettleClaim' ? idOfClaim(task.claim.claimId) : v5(JSON.stringify([at, task]), tasks),
          ...{ at, task },
        })),
      ),
    forgetClaims: (client, claims) => queues.forget(client, 'processes', claims.map(idOfClaim)),
    async start(look) {
      await queues.open();
      await queues.work(look);
    },
    stop: queues.close,
  };
};
