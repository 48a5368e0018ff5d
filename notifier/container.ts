import 'reflect-metadata';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import { createLogger, type Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { rabbitMqBus } from '@careconnect/platform/messaging/rabbitmq.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { createPositionWaiter, type PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { topology } from '@careconnect/schema/topology.ts';
import { Container, type ServiceIdentifier } from 'inversify';
import type { Pool } from 'pg';
import type { Config } from './config.ts';
import { gatherFacts } from './facts.ts';
import type { ClaimedLetter, Outcome } from './ledger.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { type Sending, startSending } from './sending.ts';
import { tryLetter } from './try-letter.ts';

const the = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const parts = {
  config: the<Config>('config'),
  log: the<Log>('log'),
  pool: the<Pool>('pool'),
  bus: the<MessageBus>('bus'),
  positions: the<PositionWaiter>('positions'),
  mailer: the<Mailer>('mailer'),
  attempt: the<(due: ClaimedLetter) => Promise<Outcome>>('attempt'),
  sending: the<Sending>('sending'),
  health: the<HttpApp>('health'),
};

/** The wiring of the notifier. `bus` replaces the broker where messages stay within one process. */
export const notifierContainer = (config: Config, bus?: MessageBus): Container => {
  const { log, pool, positions, mailer, attempt } = parts;
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(parts.config).toConstantValue(config);
  container
    .bind(log)
    .toConstantValue(createLogger('notifier', { level: config.LOG_LEVEL, fields: ['kind', 'tries', 'outcome'] }));
  container.bind(pool).toResolvedValue(openPool, [parts.config, log]);
  if (bus) container.bind(parts.bus).toConstantValue(bus);
  else container.bind(parts.bus).toResolvedValue(openBus, [parts.config, log]);
  container
    .bind(positions)
    .toResolvedValue(({ DATABASE_URL }) => createPositionWaiter({ databaseUrl: DATABASE_URL }), [parts.config]);
  container
    .bind(mailer)
    .toResolvedValue(({ SMTP_URL, MAIL_FROM }) => createMailer({ url: SMTP_URL, from: MAIL_FROM }), [parts.config]);
  container.bind(attempt).toResolvedValue(letterTrier, [parts.config, pool, positions, mailer]);
  container
    .bind(parts.sending)
    .toResolvedValue((pool, log, attempt) => startSending({ pool, log, attempt }), [pool, log, attempt]);
  container.bind(parts.health).toResolvedValue(healthApp, [log, pool, parts.bus]);
  return container;
};

const openPool = ({ DATABASE_URL }: Config, log: Log): Pool =>
  createPool({
    url: DATABASE_URL,
    applicationName: 'notifier',
    onError: (err) => log.warn({ err }, 'A database connection broke'),
  });

const openBus = ({ AMQP_URL }: Config, log: Log): Promise<MessageBus> =>
  rabbitMqBus({ url: AMQP_URL, topology, log, name: 'notifier' });

const letterTrier =
  ({ PUBLIC_URL }: Config, pool: Pool, positions: PositionWaiter, mailer: Mailer) =>
  (due: ClaimedLetter): Promise<Outcome> => {
    const page = new URL('/appointments', PUBLIC_URL).href;
    return tryLetter({ positions, gather: gatherFacts(pool, page), mailer }, due);
  };

/** The mail server is no part of readiness: letters wait for it. */
const healthApp = (log: Log, pool: Pool, bus: MessageBus): HttpApp =>
  createHttpApp({
    log,
    ready: async () => ({
      database: await pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
      broker: await bus.ready(),
    }),
  });
