import type { Log } from '@careconnect/platform/logging/logger.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { createTaskQueues, type QueuedTask } from '@careconnect/platform/postgres/task-queues.ts';
import { startWhenPossible } from '@careconnect/platform/process/start-when-possible.ts';
import { reminders } from '@careconnect/schema/kept.ts';
import type { Pool, PoolClient } from 'pg';
import { v5 } from 'uuid';

type About = Readonly<{ position: string; correlationId: string }>;

/** What is to be done at its time. Plain values, nothing personal: it is kept in a queue until then. */
export type Task =
  | (Readonly<{ is: 'Derive'; appointmentId: string }> & About)
  | (Readonly<{ is: 'DeriveAll'; userId: string }> & About)
  /** At which time it was to ring; those that were kept before it was said ring as they are. */
  | (Readonly<{ is: 'Remind'; appointmentId: string; minutes: number; at?: string }> & About)
  /** Looks for doctors whose day begins; another one follows in a quarter of an hour. */
  | Readonly<{ is: 'Agendas' }>;

export type Alarm = QueuedTask<Task>;

/** Kept in Postgres, so that they outlive this process. */
export type Alarms = {
  /** In the transaction of the client. */
  set(client: PoolClient, alarms: readonly Alarm[]): Promise<void>;
  drop(client: PoolClient, ids: readonly string[]): Promise<void>;
  /** Each rings in one process; what fails is tried again, with growing pauses. */
  start(ring: (task: Task) => Promise<void>): void;
  stop(): Promise<void>;
};

const { queue } = reminders;
const quarter = 15 * 60_000;

/** The namespace of alarms that are named by what they are about. */
export const namedAlarm = (name: string): string => v5(name, '7a2c9f0e-94a5-5b0c-8c61-5a8a6d1f0b3e');

type Needs = { databaseUrl: string; pool: Pool; log: Log };

/** The next look for doctors whose day begins; kept once, however many processes ask for it. */
export const agendasAfter = (now: Date): Alarm => {
  const at = new Date((Math.floor(now.getTime() / quarter) + 1) * quarter).toISOString();
  return { id: namedAlarm(`agendas ${at}`), at, task: { is: 'Agendas' } };
};

export const createAlarms = ({ databaseUrl, pool, log }: Needs): Alarms => {
  const queues = createTaskQueues<Task>({
    ...{ databaseUrl, applicationName: 'notifier alarms', schema: reminders.schema, atOnce: { [queue]: 20 } },
    queueOf: () => queue,
    onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'The alarms try again'),
  });
  const opening = startWhenPossible(async () => {
    await queues.open();
    await inTransaction(pool, (client) => queues.keep(client, [agendasAfter(new Date())]));
  });
  return {
    async set(client, alarms) {
      await opening.started;
      await queues.keep(client, alarms);
    },
    drop: (client, ids) => queues.forget(client, queue, ids),
    start: (ring) => {
      opening.started.then(() => queues.work(ring)).catch((err) => log.error({ err }, 'The alarms do not ring'));
    },
    async stop() {
      opening.giveUp();
      await queues.close();
    },
  };
};
