import type { Task } from '@careconnect/domain/processes/task.ts';
import type { TaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import type { PoolClient } from 'pg';
import { v5 } from 'uuid';

const tasks = 'a5e5f6bb-7f67-5f0a-9f56-0b7a9a2f6c3e';

/** Asks the write side, which decides: nothing here writes an event (docs/adr/0019). The same again is asked once. */
export type Ask = (client: PoolClient, wanted: readonly Task[]) => Promise<void>;

export const asking =
  (queues: TaskQueues<Task>): Ask =>
  (client, wanted) =>
    queues.keep(
      client,
      wanted.map((task) => ({ id: v5(nameOf(task), tasks), task })),
    );

/** Of a backup each thing is said once, whenever. */
const nameOf = (task: Task): string => {
  if (task.is !== 'RecordBackup') return JSON.stringify(task);
  const { is, backupId } = task.command;
  return `${is} ${'drillId' in task.command ? task.command.drillId : backupId}`;
};
