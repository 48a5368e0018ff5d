import { keySet } from '@careconnect/platform/auth/keys.ts';
import { type ConfigOf, integer, json, oneOf, port, text, url } from '@careconnect/platform/config/config.ts';
import { logLevels } from '@careconnect/platform/logging/logger.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';

export const settings = {
  PORT: port().default(4003).describe('Health checks, metrics for Prometheus at /metrics, and what admins ask for'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover').describe('The event store'),
  DATABASE_URL: url('postgres', 'postgresql').describe('The read models, the checkpoints, the keys of personal data'),
  AMQP_URL: url('amqp', 'amqps').describe('The broker that is told what happened'),
  MASTER_KEY: masterKeys().describe('Unwraps the keys of personal data'),
  TOKEN_PUBLIC_KEY: json('a JWK set of EC keys on P-256', (set) => keySet(set as never)).describe(
    'Verifies access tokens',
  ),
  TOKEN_ISSUER: text().default('careconnect').describe('Who signs, as the tokens name it'),
  BATCH_SIZE: integer(1, 5_000).default(500).describe('How many events are projected in one transaction at most'),
  LOG_LEVEL: oneOf(...logLevels)
    .default('info')
    .describe('How much is logged'),
};

/** The broker is handed over by whoever starts the projectors: it may lie within the process. */
export type Settings = Omit<ConfigOf<typeof settings>, 'AMQP_URL'>;
