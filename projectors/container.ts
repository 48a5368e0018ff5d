import { personalFields } from '@careconnect/domain/personal.ts';
import { authenticator } from '@careconnect/platform/auth/authenticate.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { createVault, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { wiring } from '@careconnect/platform/process/wiring.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { runReadModel } from '@careconnect/platform/rebuild/run-read-model.ts';
import { projectionMetrics } from '@careconnect/platform/subscription/metrics.ts';
import type { Projection } from '@careconnect/platform/subscription/runner.ts';
import { keepTelling, type Telling } from '@careconnect/platform/subscription/telling.ts';
import type { Pool } from 'pg';
import { createRebuilds, type Rebuilds } from './admin/rebuilds.ts';
import { type Availability, keepAvailability } from './availability/keep.ts';
import { type DeadLetters, deadLettersIn } from './dead-letters/dead-letters.ts';
import { readiness, tellAlarm, tellRebuildFailed, tellRebuilt, tellStatus } from './operations.ts';
import { readModels } from './read-models.ts';
import { runRelay } from './relay.ts';
import type { Settings } from './settings.ts';

export type Parts = {
  settings: Settings;
  log: Log;
  bus: MessageBus;
  pool: Pool;
  store: EventStore;
  vault: Vault;
  readModels: readonly ReadModel[];
  /** Made is started. */
  relay: Projection;
  projections: readonly Projection[];
  /** Those that admins ask for. */
  rebuilds: Rebuilds;
  availability: Availability;
  telling: Telling;
  deadLetters: DeadLetters;
  http: HttpApp;
};

/** How the process hangs together. */
export const wire = (settings: Settings, log: Log, bus: MessageBus): Parts => {
  const { parts, bind } = wiring<Parts>();
  const onStatus = tellStatus(log);
  const batchSize = settings.BATCH_SIZE;

  bind('settings', () => settings);
  bind('log', () => log);
  bind('bus', () => bus);
  bind('pool', () =>
    createPool({
      url: settings.DATABASE_URL,
      applicationName: 'projectors',
      log,
    }),
  );
  bind('store', () => {
    const onFault = (_what: string, err: unknown) => log.warn({ err, dependency: 'event store' }, 'Trying again');
    return connectEventStore({ url: settings.EVENTSTORE_URL, onFault });
  });
  bind('vault', ({ pool }) => createVault({ pool, masterKeys: settings.MASTER_KEY, fields: personalFields }));

  bind('readModels', ({ vault }) => readModels(vault.open, tellAlarm(log)));
  bind('relay', ({ store, pool, bus }) => runRelay({ store, pool, bus, onStatus }));
  bind('projections', ({ readModels, relay, store, pool }) => [
    ...readModels.map((readModel) =>
      runReadModel(readModel, { store, pool, batchSize, onStatus, onRebuilt: tellRebuilt(log) }),
    ),
    relay,
  ]);

  bind('availability', ({ pool }) =>
    keepAvailability({
      pool,
      clock: () => new Date().toISOString(),
      onFault: (err) => log.warn({ err, projection: 'availability' }, 'A projection tries again'),
    }),
  );

  bind('telling', ({ pool, projections }) =>
    keepTelling({
      pool,
      projections,
      onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'How the projections fare could not be told'),
    }),
  );

  bind('rebuilds', ({ readModels, store, pool }) =>
    createRebuilds({ readModels, store, pool, onRebuilt: tellRebuilt(log), onFailed: tellRebuildFailed(log) }),
  );

  bind('deadLetters', ({ pool, bus }) => deadLettersIn(pool, bus));

  bind('http', ({ store, pool, bus, projections }) =>
    createHttpApp({
      log,
      ready: readiness(store, pool, bus, projections),
      metrics: projectionMetrics(projections, store),
      authenticate: authenticator(
        { issuer: settings.TOKEN_ISSUER, audience: 'careconnect' },
        settings.TOKEN_PUBLIC_KEY,
      ),
    }),
  );
  return parts;
};
