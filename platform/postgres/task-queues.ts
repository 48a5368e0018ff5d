import type { ClientBase } from 'pg';
import PgBoss from 'pg-boss';

export type QueuedTask<Task> = Readonly<{
  /** The same id is kept once. */
  id: string;
  task: Task;
  /** Not looked at before this instant; at once, unless told. */
  at?: string;
}>;

/** Tasks kept in Postgres, so that they outlive whoever keeps them and whoever does them. */
export type TaskQueues<Task> = {
  /** Makes the tables, where they are missing. */
  open(): Promise<void>;
  /** In the transaction of the client. */
  keep(client: Pick<ClientBase, 'query'>, tasks: readonly QueuedTask<Task>[]): Promise<void>;
  /** Nobody has to look at these any more. */
  forget(client: Pick<ClientBase, 'query'>, queue: string, ids: readonly string[]): Promise<void>;
  /** Starts to look. Each task runs on one process; one that fails is tried again, with growing pauses, for days. */
  work(look: (task: Task) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

export type TaskQueuesOptions<Task> = {
  databaseUrl: string;
  /** Who opens it. */
  applicationName: string;
  schema: string;
  /** How many tasks of each queue are taken at a time. One queue waits for no other. */
  atOnce: Readonly<Record<string, number>>;
  /** How often a queue is looked into that had no more than it gave; 1, unless told. */
  lookEverySeconds?: number;
  queueOf: (task: Task) => string;
  onFault: (error: Error) => void;
};

/** What is not done by then has died with its process; a while longer than any batch takes. */
const diedAfterSeconds = 30;
const looksForTheDeadSeconds = 5;

const within = (client: Pick<ClientBase, 'query'>) => ({
  db: { executeSql: (text: string, values: unknown[]) => client.query(text, values) },
});

export const createTaskQueues = <Task extends object>(options: TaskQueuesOptions<Task>): TaskQueues<Task> => {
  const { databaseUrl, applicationName, schema, atOnce, lookEverySeconds = 1, queueOf, onFault } = options;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: applicationName,
    schema,
    max: 2,
    schedule: false,
    maintenanceIntervalSeconds: looksForTheDeadSeconds,
  });
  boss.on('error', onFault);
  let opened = false;
  return {
    async open() {
      await boss.start();
      opened = true;
      for (const name of Object.keys(atOnce)) await boss.createQueue(name);
    },
    async keep(client, tasks) {
      if (tasks.length === 0) return;
      const jobs = tasks.map(({ id, task, at }) => ({
        ...{ id, name: queueOf(task), data: task, retryLimit: 50, retryDelay: 2, retryBackoff: true },
        expireInSeconds: diedAfterSeconds,
        ...(at === undefined ? {} : { startAfter: at }),
      }));
      await boss.insert(jobs, within(client));
    },
    async forget(client, queue, ids) {
      if (ids.length > 0) await boss.deleteJob(queue, [...ids], within(client));
    },
    async work(look) {
      for (const [name, batchSize] of Object.entries(atOnce)) {
        const settings = { pollingIntervalSeconds: lookEverySeconds, batchSize };
        const worker = await boss.work<Task>(name, settings, async (jobs) => {
          for (const { data } of jobs) await look(data);
          if (jobs.length === batchSize) boss.notifyWorker(worker); // there are more, probably
        });
      }
    },
    async close() {
      if (opened) await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
};
