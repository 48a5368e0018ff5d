import { type ConfigOf, integer, list, oneOf, port, setBy, text, url } from '@careconnect/platform/config/config.ts';
import { key } from '@careconnect/platform/config/key.ts';
import { logLevels } from '@careconnect/platform/logging/logger.ts';

const timeOfDay = () =>
  setBy('HH:mm, or never', (value) => (/^(([01]\d|2[0-3]):[0-5]\d|never)$/.test(value) ? value : undefined));

export const settings = {
  PORT: port().default(4005).describe('Health checks, and metrics for Prometheus at /metrics'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover').describe('The event store, which is backed up'),
  DATABASE_URL: url('postgres', 'postgresql').describe('Postgres: what is not derived from the log is backed up'),
  AMQP_URL: url('amqp', 'amqps').describe('The broker that tells what happened'),
  BACKUP_TARGET: text().describe('Where backups are kept: a folder, or s3://BUCKET'),
  BACKUP_S3_ENDPOINT: text()
    .optional()
    .describe('Where the bucket is, unless at Amazon; keys as AWS_ACCESS_KEY_ID and so on'),
  BACKUP_KEY: key().describe('Signs the manifests of backups; no backup is believed without it'),
  BACKUP_AT: timeOfDay().default('03:00').describe('When the backup of the day is asked for, in UTC'),
  BACKUP_KEEP_DAYS: integer(1, 3_650)
    .default(90)
    .describe('After so many days a backup is forgotten, but never the newest'),
  BACKUP_KEEP_MOST: integer(1, 1_000).default(100).describe('How many backups are kept at most'),
  PG_DUMP: text()
    .optional()
    .describe(
      'The pg_dump that copies rows, or never; unless given, the one on the PATH. Without one as new as the server, COPY does it',
    ),
  ARCHIVE_AFTER_DAYS: integer(0, 3_650)
    .default(30)
    .describe('So many days after its time a completed or cancelled appointment is archived'),
  DRILL_EVERY_DAYS: integer(1, 366)
    .default(7)
    .describe('How often the newest backup is restored beside the live system'),
  DRILL_COMMAND: list()
    .optional()
    .describe(
      'What does that and records the outcome: node,local/drill.mjs, which needs MASTER_KEY beside these; none, no drills',
    ),
  LOG_LEVEL: oneOf(...logLevels)
    .default('info')
    .describe('How much is logged'),
};

/** The broker is handed over by whoever starts the archiver: it may lie within the process. */
export type Settings = Omit<ConfigOf<typeof settings>, 'AMQP_URL'>;
