import { publicSet } from '@careconnect/platform/auth/keys.ts';
import type { Launcher } from './launcher.ts';
import { saysReady } from './node-process.ts';
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

export type ServicePorts = Record<'commands' | 'queries' | 'projectors' | 'notifier' | 'gateway', number>;

export type ServicesOptions = {
  node: Launcher['node'];
  addresses: Addresses;
  ports: ServicePorts;
  secrets: Secrets;
  logLevel: string;
};

type Services = Record<'commands' | 'queries' | 'projectors', Part> & { notifier?: Part };

/** Each service gets the secrets it needs and no other. */
export const createServices = ({ node, addresses, ports, secrets, logLevel }: ServicesOptions): Services => {
  const service = (name: string, entry: string, port: number, ...env: Record<string, string | null>[]): Part => {
    const its = Object.assign({ PORT: String(port), LOG_LEVEL: logLevel }, ...env);
    return node({ name, entry, env: its, isReady: () => saysReady(port) });
  };
  const log = { EVENTSTORE_URL: addresses.eventStore };
  const rows = { DATABASE_URL: addresses.database };
  const broker = { AMQP_URL: addresses.broker };
  const mail = { SMTP_URL: addresses.smtp, PUBLIC_URL: publicUrl(ports), LETTER_KEY: secrets.letterKey };
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
    ),
    queries: service('query-service', 'query-service/main.ts', ports.queries, rows, personal, verifying),
    ...(addresses.broker
      ? {
          projectors: service('projectors', 'projectors/main.ts', ports.projectors, log, rows, personal, broker),
          notifier: service('notifier', 'notifier/main.ts', ports.notifier, rows, personal, mail, broker),
        }
      : {
          projectors: service(
            'projectors',
            'local/projectors-and-notifier.ts',
            ports.projectors,
            log,
            rows,
            personal,
            mail,
          ),
        }),
  };
};

export const createGateway = (
  node: Launcher['node'],
  ports: ServicePorts,
  mailbox: string | null,
  clientFolder: string,
): Part => {
  const env = {
    PORT: String(ports.gateway),
    COMMANDS_URL: `http://127.0.0.1:${ports.commands}`,
    QUERIES_URL: `http://127.0.0.1:${ports.queries}`,
    MAILBOX_URL: mailbox,
    CLIENT_FOLDER: clientFolder,
  };
  return node({ name: 'gateway', entry: 'local/gateway/main.ts', env, isReady: () => saysReady(ports.gateway) });
};

export const publicUrl = (ports: ServicePorts): string => `http://127.0.0.1:${ports.gateway}`;
