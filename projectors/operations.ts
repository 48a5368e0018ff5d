import { assertNever } from '@careconnect/domain/assert-never.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Readiness } from '@careconnect/platform/http/health.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import type { Rebuilt } from '@careconnect/platform/rebuild/rebuild.ts';
import type { Projection, ProjectionStatus } from '@careconnect/platform/subscription/runner.ts';
import type { Pool } from 'pg';
import type { Alarm } from './clinic/alarms.ts';

/** What of its own this process may log. */
export const loggedFields = ['kind', 'others', 'differences'];

export const tellStatus =
  (log: Log) =>
  ({ name: projection, state, problem }: ProjectionStatus): void => {
    const fields = { projection, state, reason: problem ?? undefined };
    if (state === 'stopped') log.error(fields, 'A projection stopped: somebody must look');
    else if (state === 'rebuilding')
      log.warn(fields, 'A projection makes its rows anew: the log is older than they are');
    else if (state === 'retrying') log.warn(fields, 'A projection tries again');
    else log.info(fields, 'A projection goes on');
  };

export const tellRebuilt =
  (log: Log) =>
  (projection: string, { events, seconds, compared }: Rebuilt): void =>
    log.info(
      { projection, events, durationMs: Math.round(seconds * 1_000), differences: compared?.differences },
      'A projection has made its rows anew',
    );

export const tellRebuildFailed =
  (log: Log) =>
  (projection: string, err: unknown): void =>
    log.error({ projection, err }, 'A rebuild failed; the live tables are as they were');

export const tellAlarm =
  (log: Log) =>
  ({ kind, subject: subjectId, others }: Alarm): void =>
    log.error({ kind, subjectId, others }, 'A fact breaks a promise of the write side');

/** A stopped projection turns the process red; the others go on. Waiting for its turn is no fault. */
export const readiness =
  (store: EventStore, pool: Pool, bus: MessageBus, projections: readonly Projection[]) =>
  async (): Promise<Readiness> => {
    const [eventStore, postgres, broker] = await Promise.all([
      store.isReady(),
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
      bus.ready(),
    ]);
    const states = projections.map((projection) => projection.status());
    return {
      eventStore,
      postgres,
      broker,
      ...Object.fromEntries(states.map((status) => [status.name, stateOf(status)])),
    };
  };

const stateOf = ({ state, problem }: ProjectionStatus): boolean | string => {
  switch (state) {
    case 'standby':
    case 'catching-up':
    case 'live':
      return true;
    case 'rebuilding':
    case 'retrying':
    case 'stopped':
      return `${state}: ${problem ?? 'no reason given'}`;
    default:
      return assertNever(state);
  }
};
