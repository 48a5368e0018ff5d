import type { ClaimId } from '@careconnect/domain/ids.ts';
import type { Task } from '@careconnect/domain/processes/react.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { PoolClient } from 'pg';
import PgBoss from 'pg-boss';
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

/** Work for others has a queue of its own: while they are away, nothing else waits. */
const queues = { ours: 'processes', provider: 'payments' } as const;
const queueOf = ({ is }: Task): string => (is === 'SendRefund' || is === 'ClosePage' ? queues.provider : queues.ours);
/** The namespace of job ids: a task that is kept again, after a crash, has the same. */
const tasks = '1b0b8f5c-7f43-5d52-8d1b-2b1f6f0e6c55';

const idOfClaim = (claim: ClaimId): string => v5(`claim ${claim}`, tasks);

const within = (client: PoolClient) => ({
  db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) },
});

export const createTimers = (databaseUrl: string, log: Log): Timers => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'command-service timers',
    schema: 'timers',
    max: 2,
    schedule: false,
  });
  boss.on('error', (err) => log.warn({ err, dependency: 'postgres' }, 'The timers try again'));
  let started = false;
  return {
    async keep(client, due) {
      if (due.length === 0) return;
      const jobs = due.map(({ at, task }) => ({
        id: task.is === 'SettleClaim' ? idOfClaim(task.claim.claimId) : v5(JSON.stringify([at, task]), tasks),
        name: queueOf(task),
        data: task,
        startAfter: at,
        retryLimit: 50,
        retryDelay: 2,
        retryBackoff: true,
      }));
      await boss.insert(jobs, within(client));
    },
    async forgetClaims(client, claims) {
      if (claims.length > 0) await boss.deleteJob(queues.ours, claims.map(idOfClaim), within(client));
    },
    async start(look) {
      await boss.start();
      started = true;
      const lookAt = async (jobs: { data: Task }[]) => {
        for (const { data } of jobs) await look(data);
      };
      for (const queue of Object.values(queues)) await boss.createQueue(queue);
      await boss.work<Task>(queues.ours, { pollingIntervalSeconds: 1, batchSize: 20 }, lookAt);
      await boss.work<Task>(queues.provider, { pollingIntervalSeconds: 1, batchSize: 1 }, lookAt);
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
};
