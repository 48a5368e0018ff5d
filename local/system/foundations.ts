import { join } from 'node:path';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import type { Folder } from './folder.ts';
import type { Launcher, Say } from './launcher.ts';
import { answersAt, repository, saysReady } from './node-process.ts';
import { createPostgres } from './postgres.ts';
import { createRabbitMq } from './rabbitmq.ts';
import { rabbitMqInstalled } from './rabbitmq-home.ts';
import type { Secrets } from './secrets.ts';
import type { Addresses, StripeKeys } from './services.ts';

/** What stands in place of a local part. */
export type Given = Partial<Record<'eventStore' | 'database' | 'broker' | 'smtp', string>> & {
  /** Of Stripe; without it, payments are made in the sandbox. */
  stripe?: StripeKeys;
};

export type FoundationsOptions = {
  launcher: Launcher;
  folder: Folder;
  secrets: Secrets;
  given: Given;
  /** Without RabbitMQ even where it is installed. */
  inProcess: boolean;
  /** Mails that the mailbox keeps; some hundreds, unless told. */
  keepMails?: number | undefined;
  freePort: () => number;
  say: Say;
};

export type Foundations = {
  addresses: Addresses;
  /** It takes longest, and the services can start without it. */
  brokerReady: Promise<void> | undefined;
};

/** The log, the tables, the broker and the mailbox: our own, or those that were given. */
export const startFoundations = async (options: FoundationsOptions): Promise<Foundations> => {
  const { given, launcher, say } = options;
  const [eventStore, database, broker, mail] = await launcher.stage(
    async () => given.eventStore ?? startEventStore(options),
    async () => given.database ?? startPostgres(options),
    async () => (given.broker ? { url: given.broker, ready: Promise.resolve() } : startBroker(options)),
    async () => (given.smtp ? { smtp: given.smtp, mailbox: null } : startMailbox(options)),
  );
  const run = await migrate(database, join(repository, 'schema/migrations'));
  if (run.length > 0) say(`${'tables'.padEnd(16)} made, ${run.length} migrations`);
  return { addresses: { eventStore, database, broker: broker?.url ?? null, ...mail }, brokerReady: broker?.ready };
};

const startEventStore = async ({ launcher, folder, freePort }: FoundationsOptions): Promise<string> => {
  const port = freePort();
  const args = ['--data', folder.eventStore, '--port', String(port)];
  const entry = 'local/eventstore/main.ts';
  await launcher.up(launcher.node({ name: 'event-store', entry, args, env: {}, isReady: () => answersAt(port) }));
  return `esdb://127.0.0.1:${port}?tls=false`;
};

const startPostgres = async ({ launcher, folder, secrets, freePort, say }: FoundationsOptions): Promise<string> => {
  const at = { folder: folder.postgres, logFolder: folder.logs, port: freePort() };
  const { part, url } = await createPostgres({ ...at, password: secrets.postgresPassword, say });
  await launcher.up(part);
  return url;
};

const startBroker = async (options: FoundationsOptions): Promise<{ url: string; ready: Promise<void> } | null> => {
  const { launcher, folder, secrets, inProcess, freePort, say } = options;
  if (inProcess || !rabbitMqInstalled()) {
    const why = inProcess ? 'is not wanted' : 'is not installed';
    say(`${'RabbitMQ'.padEnd(16)} ${why}: messages stay within one process (AMQP_URL=... names a broker)`);
    return null;
  }
  const ports = { amqp: freePort(), distribution: freePort(), mapper: freePort() };
  const at = { folder: folder.rabbitMq, logFolder: folder.logs, ports };
  const { mapper, broker, url } = await createRabbitMq({ ...at, password: secrets.brokerPassword, say });
  await launcher.up(mapper);
  const ready = launcher.up(broker);
  // Whoever waits for it hears of a failure.
  ready.catch(() => {});
  return { url, ready };
};

const startMailbox = async ({ launcher, folder, freePort, keepMails }: FoundationsOptions) => {
  const [smtp, pages] = [freePort(), freePort()];
  const env = {
    SMTP_PORT: String(smtp),
    PORT: String(pages),
    MAIL_FOLDER: folder.mail,
    ...(keepMails ? { KEEP_MAILS: String(keepMails) } : {}),
  };
  const entry = 'local/mailbox/main.ts';
  await launcher.up(launcher.node({ name: 'mailbox', entry, env, isReady: () => saysReady(pages) }));
  return { smtp: `smtp://127.0.0.1:${smtp}`, mailbox: `http://127.0.0.1:${pages}` };
};
