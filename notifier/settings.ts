import { type ConfigOf, oneOf, port, text, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { logLevels } from '@careconnect/platform/logging/logger.ts';
import { masterKeys } from '@careconnect/platform/personal-data/master-keys.ts';

export const settings = {
  DATABASE_URL: url('postgres', 'postgresql').describe('the read models and the ledger of letters'),
  AMQP_URL: url('amqp', 'amqps').describe('the broker that tells what happened'),
  SMTP_URL: url('smtp', 'smtps').describe('the server that takes the letters'),
  MAIL_FROM: text().default('CareConnect <no-reply@careconnect.example>').describe('the sender of every letter'),
  MASTER_KEY: masterKeys().describe('unwraps the keys of where somebody signed in from'),
  SMS_GATEWAY_URL: url('http', 'https').optional().describe('takes text messages; without it there are none'),
  SMS_GATEWAY_TOKEN: text().optional().secret().describe('shown to it as a bearer token'),
  PUBLIC_URL: url('http', 'https').describe('where a reader of a letter finds the site'),
  LETTER_KEY: key().describe('proves the links of letters; the command-service has the same'),
  PORT: port().default(4004).describe('health checks'),
  LOG_LEVEL: oneOf(...logLevels)
    .default('info')
    .describe('the least that is logged'),
};

/** The broker is handed over by whoever starts the notifier: it may lie within the process. */
export type Settings = Omit<ConfigOf<typeof settings>, 'AMQP_URL'>;
