import { queueOf, type Task, taskQueues } from '@careconnect/domain/processes/task.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { createTaskQueues, type TaskQueues } from '@careconnect/platform/postgres/task-queues.ts';
import { wiring } from '@careconnect/platform/process/wiring.ts';
import type { Pool } from 'pg';
import { backupMetrics } from './metrics.ts';
import type { Settings } from './settings.ts';
import { targetAt } from './target/address.ts';
import type { Target } from './target/target.ts';
import { type Ask, asking } from './work/ask.ts';
import { type DoWork, doingWork } from './work/do-work.ts';
import { runningDrills } from './work/run-drill.ts';
import { startWorking, type Working } from './work/working.ts';

export type Parts = {
  settings: Settings;
  log: Log;
  bus: MessageBus;
  clock: () => string;
  pool: Pool;
  /** As it is: what is personal stays sealed. */
  store: EventStore;
  target: Target;
  queues: TaskQueues<Task>;
  ask: Ask;
  doWork: DoWork;
  /** Made is started. */
  working: Working;
  http: HttpApp;
};

/** How the process hangs together. */
export const wire = (settings: Settings, log: Log, bus: MessageBus): Parts => {
  const { parts, bind } = wiring<Parts>();
  const databaseUrl = settings.DATABASE_URL;

  bind('settings', () => settings);
  bind('log', () => log);
  bind('bus', () => bus);
  bind('clock', () => () => new Date().toISOString());
  bind('pool', () =>
    createPool({
      url: databaseUrl,
      applicationName: 'archiver',
      max: 4,
      log,
    }),
  );
  bind('store', () => {
    const onFault = (_what: string, err: unknown) => log.warn({ err, dependency: 'event store' }, 'Trying again');
    return connectEventStore({ url: settings.EVENTSTORE_URL, onFault });
  });
  bind('target', () => targetAt(settings.BACKUP_TARGET, settings.BACKUP_S3_ENDPOINT));
  bind('queues', () =>
    createTaskQueues<Task>({
      ...{ databaseUrl, applicationName: 'archiver asking', ...taskQueues, queueOf },
      onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'Asking is tried again'),
    }),
  );
  bind('ask', ({ queues }) => asking(queues));
  bind('doWork', ({ store, pool, target, ask, clock }) => {
    const retention = { days: settings.BACKUP_KEEP_DAYS, most: settings.BACKUP_KEEP_MOST };
    const runDrill = settings.DRILL_COMMAND && runningDrills(settings.DRILL_COMMAND);
    const { BACKUP_KEY: key, PG_DUMP: pgDump } = settings;
    return doingWork({ store, pool, databaseUrl, pgDump, target, key, retention, ask, runDrill, log, clock });
  });
  bind('working', ({ pool, queues, ask, doWork, clock }) => {
    const { ARCHIVE_AFTER_DAYS: keptDays, BACKUP_AT: backupAt } = settings;
    const drillEveryDays = settings.DRILL_COMMAND ? settings.DRILL_EVERY_DAYS : null;
    return startWorking({ pool, queues, ask, doWork, keptDays, backupAt, drillEveryDays, log, clock });
  });

  // The event store and the target are no part of readiness: a backup that misses them says so.
  bind('http', ({ pool }) => {
    const postgres = () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
    const ready = async () => ({ postgres: await postgres(), broker: await bus.ready() });
    return createHttpApp({ log, ready, metrics: backupMetrics(pool) });
  });
  return parts;
};
