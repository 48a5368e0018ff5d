import { keySet, signingKey } from '@careconnect/platform/auth/keys.ts';
import { type ConfigOf, flag, integer, json, oneOf, port, text, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { logLevels } from '@careconnect/platform/logging/logger.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';

export const settings = {
  PORT: port().default(4001).describe('Where commands are taken'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover').describe('The event store'),
  DATABASE_URL: url('postgres', 'postgresql').describe(
    'Postgres, for the keys of personal data and the counts of tries',
  ),
  MASTER_KEY: masterKeys().describe('Wraps the keys of personal data; the first is used for new ones'),
  EMAIL_HASH_KEY: key().describe('Hashes e-mail addresses and digests, and proves refresh tokens'),
  LETTER_KEY: key().describe('Proves the links of letters; the notifier has the same'),
  TOKEN_PRIVATE_KEY: json('an EC key on P-256 as a private JWK with a kid, or a JWK set of such', (jwk) =>
    signingKey(jwk as never),
  )
    .secret()
    .describe('Signs access tokens: of several keys, the first'),
  TOKEN_PUBLIC_KEY: json('a JWK set of EC keys on P-256', (set) => keySet(set as never)).describe(
    'Verifies access tokens, by all of its keys; published at /commands/.well-known/jwks.json',
  ),
  STRIPE_SECRET_KEY: text()
    .optional()
    .secret()
    .describe('Payments in advance through Stripe; without it they are made at the clinic and confirmed by staff'),
  STRIPE_WEBHOOK_SECRET: text().optional().secret().describe('Proves what Stripe tells at /commands/payments/notices'),
  STRIPE_URL: url('https', 'http')
    .default('https://api.stripe.com')
    .describe('Where Stripe is, or what speaks like it'),
  PUBLIC_URL: url('http', 'https')
    .default('http://127.0.0.1:8080')
    .describe('Where whoever has paid finds the site again'),
  REQUIRE_SECOND_FACTOR: flag().default(false).describe('Whether admins and auditors sign in with a second factor'),
  SESSION_DAYS: integer(1, 90).default(30).describe('How long somebody stays signed in at most'),
  TOKEN_ISSUER: text().default('careconnect').describe('Who signs, as the tokens name it'),
  ADMIN_EMAIL: text().optional().describe('The first admin, made at start'),
  ADMIN_PASSWORD: text().optional().secret().describe('Their first password'),
  TRUST_PROXY: integer(0, 10)
    .default(0)
    .describe('How many proxies in front are believed about the address of a caller'),
  LOG_LEVEL: oneOf(...logLevels)
    .default('info')
    .describe('How much is logged'),
};

export type Settings = ConfigOf<typeof settings>;
