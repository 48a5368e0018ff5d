import type { Instant } from '@careconnect/domain/event.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { authenticator } from '@careconnect/platform/auth/authenticate.ts';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { createVault, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createListener, type Listener } from '@careconnect/platform/postgres/listening.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { wiring } from '@careconnect/platform/process/wiring.ts';
import { createPositionWaiter, type PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import type { Pool } from 'pg';
import { type Changes, rememberChanges } from './live/changes.ts';
import { signedOut } from './live/signed-out.ts';
import { openStreams, type Streams } from './live/streams.ts';
import { readiness } from './readiness.ts';
import { type AnswerCache, inProcess } from './reading/answer-cache.ts';
import { editionOfSource } from './reading/edition.ts';
import { type ReadyAnswers, readyAnswers } from './reading/ready.ts';
import { sharedByRedis } from './reading/redis-cache.ts';
import { type Seen, seenBy } from './reading/seen.ts';
import { partVersions, type Versions } from './reading/versions.ts';
import type { Settings } from './settings.ts';

export type Clock = () => Instant;

export type Parts = {
  settings: Settings;
  log: Log;
  clock: Clock;
  pool: Pool;
  vault: Vault;
  listener: Listener;
  positions: PositionWaiter;
  changes: Changes;
  versions: Versions;
  answers: AnswerCache;
  streams: Streams;
  ready: ReadyAnswers;
  seen: Seen;
  http: HttpApp;
  routes: Routes;
};

/** How the process hangs together. */
export const wire = (settings: Settings, log: Log, clock: Clock): Parts => {
  const { parts, bind } = wiring<Parts>();
  const scope = { issuer: settings.TOKEN_ISSUER, audience: 'careconnect' };

  bind('settings', () => settings);
  bind('log', () => log);
  bind('clock', () => clock);

  bind('pool', () =>
    createPool({
      url: settings.DATABASE_URL,
      applicationName: 'query-service',
      log,
    }),
  );
  bind('vault', ({ pool }) => createVault({ pool, masterKeys: settings.MASTER_KEY, fields: personalFields }));
  bind('listener', () =>
    createListener({ databaseUrl: settings.DATABASE_URL, applicationName: 'query-service-listener' }),
  );
  bind('positions', ({ listener }) =>
    createPositionWaiter({
      listener,
      onReplaced: () => {
        parts.changes.forget();
        parts.versions.forget();
      },
    }),
  );
  bind('changes', ({ listener }) => rememberChanges(listener));
  bind('versions', ({ pool, listener }) => partVersions(pool, listener));
  bind('answers', () => {
    const [near, url] = [inProcess(), settings.REDIS_URL];
    const onLost = (err: unknown) => log.warn({ err, dependency: 'redis' }, 'Each replica makes its own answers');
    return url ? sharedByRedis({ url, near, onLost }) : near;
  });
  bind('ready', ({ answers, versions, clock, positions, http }) =>
    readyAnswers({
      ...{ cache: answers, versions, clock, edition: editionOfSource() },
      isReadable: () => !positions.isWithdrawn('clinic'),
      remember: http.shortWay.remember,
    }),
  );
  bind('streams', ({ changes, pool, http }) =>
    openStreams({
      changes,
      signedOut: (viewers) => signedOut(pool, viewers),
      stopping: http.stopping,
      beatMs: settings.LIVE_BEAT_MS,
      onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'Nobody knows who may still watch'),
    }),
  );
  bind('seen', ({ positions }) => seenBy(positions));

  bind('http', ({ pool, positions }) =>
    createHttpApp({
      log,
      ready: readiness(pool, positions),
      authenticate: authenticator(scope, settings.TOKEN_PUBLIC_KEY),
      trustProxy: settings.TRUST_PROXY,
    }),
  );
  bind('routes', ({ http }) => http.routes);
  return parts;
};
