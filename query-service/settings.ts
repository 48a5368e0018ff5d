import { keySet } from '@careconnect/platform/auth/keys.ts';
import { type ConfigOf, integer, json, oneOf, port, text, url } from '@careconnect/platform/config/config.ts';
import { logLevels } from '@careconnect/platform/logging/logger.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';

export const settings = {
  PORT: port().default(4002).describe('Where queries are answered'),
  DATABASE_URL: url('postgres', 'postgresql').describe('The read models'),
  MASTER_KEY: masterKeys().describe('Unwraps the keys of personal data that stays sealed in the read models'),
  TOKEN_PUBLIC_KEY: json('a JWK set of EC keys on P-256', (set) => keySet(set as never)).describe(
    'Verifies access tokens',
  ),
  TOKEN_ISSUER: text().default('careconnect').describe('Who signs, as the tokens name it'),
  PUBLIC_URL: url('http', 'https')
    .default('http://127.0.0.1:8080')
    .describe('Where whoever follows a calendar finds the site'),
  REDIS_URL: url('redis', 'rediss')
    .optional()
    .describe(
      'A Redis of this installation alone, by which replicas share answers for anyone; without it each keeps its own',
    ),
  TRUST_PROXY: integer(0, 10)
    .default(0)
    .describe('How many proxies in front are believed about the address of a caller'),
  LIVE_BEAT_MS: integer(10, 30_000)
    .default(20_000)
    .describe('Between two signs of life on a live stream, at which is asked, too, whether it may go on'),
  LOG_LEVEL: oneOf(...logLevels)
    .default('info')
    .describe('How much is logged'),
};

export type Settings = ConfigOf<typeof settings>;
