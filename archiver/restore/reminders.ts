import { formatPosition, type Position, type StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { createTaskQueues, type QueuedTask, type TaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import { reminders } from '@careconnect/schema/kept.ts';

type Derive = Readonly<{ is: 'Derive'; appointmentId: string; position: string; correlationId: string }>;
export type Reminder = QueuedTask<Derive>;

export const reminderQueue = (databaseUrl: string): TaskQueues<Derive> =>
  createTaskQueues<Derive>({
    ...{
      databaseUrl,
      applicationName: 'careconnect restore',
      schema: reminders.schema,
      atOnce: { [reminders.queue]: 20 },
    },
    queueOf: () => reminders.queue,
    onFault: () => {}, // the running statement reports it
  });

/**
 * What was to be reminded of is not in the backup: whoever writes letters thinks of it anew for each appointment that lies
 * ahead, once the read model has come as far as this event.
 */
export const remindersFor = ({ id, data, metadata }: StoredEvent, position: Position, now: string): Reminder[] => {
  const { appointmentId, startsAt } = data as { appointmentId?: string; startsAt?: string };
  if (metadata.imported || appointmentId === undefined || startsAt === undefined || startsAt < now) return [];
  const { correlationId } = metadata;
  return [{ id, task: { is: 'Derive', appointmentId, position: formatPosition(position), correlationId } }];
};
