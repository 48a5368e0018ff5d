import { join } from 'node:path';
import { publicSet } from '@careconnect/platform/auth/keys.ts';
import type { Launcher } from './launcher.ts';
import { repository, saysReady } from './node-process.ts';
import type { Part } from './part.ts';
import type { Secrets } from './secrets.ts';

/** Where the things are that services need, be they ours or given. No broker: messages stay within one process. */
export type Addresses = {
  eventStore: string;
  database: string;
  broker: string | null;
  smtp: string;
  mailbox: string | null;
};

export type StripeKeys = Readonly<{ key: string; noticeSecret: string }>;

export type ServicePorts = Record<
  'commands' | 'queries' | 'projectors' | 'notifier' | 'archiver' | 'gateway' | 'sandbox',
  number
>;

export type ServicesOptions = {
  node: Launcher['node'];
  addresses: Addresses;
  ports: ServicePorts;
  secrets: Secrets;
  /** Where real payments are made. */
  stripe: StripeKeys | undefined;
  /** Where backups are kept. */
  backups: string;
  logLevel: string;
};

type Services = Record<'commands' | 'queries' | 'projectors', Part> & { notifier?: Part; archiver?: Part };

/** Each service gets the secrets it needs and no other. */
export const createServices = ({
  node,
  addresses,
  ports,
  secrets,
  stripe,
  backups,
  logLevel,
}: ServicesOptions): Services => {
  const service = (name: string, entry: string, port: number, ...env: Record<string, string | null>[]): Part => {
    const its = Object.assign({ PORT: String(port), LOG_LEVEL: logLevel }, ...env);
    return node({ name, entry, env: its, isReady: () => saysReady(port) });
  };
  const log = { EVENTSTORE_URL: addresses.eventStore };
  const rows = { DATABASE_URL: addresses.database };
  const broker = { AMQP_URL: addresses.broker };
  const site = { PUBLIC_URL: publicUrl(ports) };
  const mail = {
    ...{ ...site, SMTP_URL: addresses.smtp, LETTER_KEY: secrets.letterKey },
    ...(addresses.mailbox ? { SMS_GATEWAY_URL: `${addresses.mailbox}/mailbox/text-messages` } : {}),
  };
  const keeping = {
    BACKUP_TARGET: backups,
    BACKUP_KEY: secrets.backupKey,
    // Needs the master key too, as no archiver does.
    DRILL_COMMAND: [process.execPath, join(repository, 'local/drill.mjs')].join(','),
  };
  const personal = { MASTER_KEY: secrets.masterKey };
  const verifying = {
    TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(secrets.tokenKey)),
    TOKEN_ISSUER: 'careconnect',
    TRUST_PROXY: '1',
  };
  const signing = {
    TOKEN_PRIVATE_KEY: JSON.stringify(secrets.tokenKey),
    EMAIL_HASH_KEY: secrets.emailHashKey,
    LETTER_KEY: secrets.letterKey,
    ADMIN_EMAIL: secrets.adminEmail,
    ADMIN_PASSWORD: secrets.adminPassword,
  };
  const paying = {
    STRIPE_SECRET_KEY: stripe?.key ?? secrets.paymentKey,
    STRIPE_WEBHOOK_SECRET: stripe?.noticeSecret ?? secrets.noticeSecret,
    STRIPE_URL: stripe ? null : sandboxUrl(ports),
    ...site,
  };
  return {
    commands: service(
      'command-service',
      'command-service/main.ts',
      ports.commands,
      log,
      rows,
      personal,
      verifying,
      signing,
      paying,
    ),
    queries: service('query-service', 'query-service/main.ts', ports.queries, rows, personal, verifying, site),
    ...(addresses.broker
      ? {
          projectors: service(
            'projectors',
            'projectors/main.ts',
            ports.projectors,
            log,
            rows,
            personal,
            verifying,
            broker,
          ),
          notifier: service('notifier', 'notifier/main.ts', ports.notifier, rows, personal, mail, broker),
          archiver: service('archiver', 'archiver/main.ts', ports.archiver, log, rows, keeping, personal, broker),
        }
      : {
          projectors: service(
            'projectors',
            'local/projectors-and-notifier.ts',
            ports.projectors,
            log,
            rows,
            personal,
            verifying,
            mail,
            keeping,
          ),
        }),
  };
};

/** In place of Stripe. */
export const createSandbox = (node: Launcher['node'], ports: ServicePorts, secrets: Secrets, folder: string): Part => {
  const env = {
    PORT: String(ports.sandbox),
    SANDBOX_FOLDER: folder,
    SANDBOX_KEY: secrets.paymentKey,
    NOTICE_SECRET: secrets.noticeSecret,
    NOTICES_URL: `http://127.0.0.1:${ports.commands}/commands/payments/notices`,
    PUBLIC_URL: publicUrl(ports),
  };
  return node({ name: 'sandbox', entry: 'local/sandbox/main.ts', env, isReady: () => saysReady(ports.sandbox) });
};

export const createGateway = (
  node: Launcher['node'],
  ports: ServicePorts,
  { mailbox, sandbox }: { mailbox: string | null; sandbox: boolean },
  clientFolder: string,
): Part => {
  const env = {
    PORT: String(ports.gateway),
    COMMANDS_URL: `http://127.0.0.1:${ports.commands}`,
    QUERIES_URL: `http://127.0.0.1:${ports.queries}`,
    PROJECTORS_URL: `http://127.0.0.1:${ports.projectors}`,
    MAILBOX_URL: mailbox,
    SANDBOX_URL: sandbox ? sandboxUrl(ports) : null,
    CLIENT_FOLDER: clientFolder,
  };
  return node({ name: 'gateway', entry: 'gateway/main.ts', env, isReady: () => saysReady(ports.gateway) });
};

const sandboxUrl = ({ sandbox }: ServicePorts): string => `http://127.0.0.1:${sandbox}`;

export const publicUrl = (ports: ServicePorts): string => `http://127.0.0.1:${ports.gateway}`;
