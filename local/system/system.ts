import { join } from 'node:path';
import { emptyFolder, type Folder, folderAt, makeFolder } from './folder.ts';
import { type Given, startFoundations } from './foundations.ts';
import { createLauncher, type Launcher, type Say } from './launcher.ts';
import { type Lock, lockFolder } from './lock.ts';
import { repository } from './node-process.ts';
import type { Part } from './part.ts';
import { demandPort, freePorts } from './ports.ts';
import { keepSecrets, type Secrets } from './secrets.ts';
import { type Addresses, createGateway, createSandbox, createServices, publicUrl } from './services.ts';

export type SystemOptions = {
  /** Everything the system keeps. */
  dir: string;
  /** Of the gateway; 0 takes a free one. */
  port: number;
  /** Begin anew. */
  reset?: boolean;
  given?: Given;
  /** Without RabbitMQ even where it is installed. */
  inProcess?: boolean;
  /** Mails that the mailbox keeps. */
  keepMails?: number;
  logLevel?: string;
  clientFolder?: string;
  say?: Say;
};

export type System = {
  url: string;
  mailboxUrl: string | null;
  addresses: Addresses;
  secrets: Secrets;
  folder: Folder;
  /** By name, in the order in which they were started. */
  parts: ReadonlyMap<string, Part>;
  part(name: string): Part;
  stop(): Promise<void>;
};

/** The whole system, for real, out of one folder. @throws CannotStart; whatever was started is stopped by then */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const { dir, port, say = () => {} } = options;
  const folder = folderAt(dir);
  await makeFolder(folder);
  const lock = await lockFolder(folder.root);
  const launcher = createLauncher(folder.logs, say);
  const stop = () => launcher.stop().then(() => lock.release());
  try {
    if (port !== 0) await demandPort(port);
    if (options.reset) await emptyFolder(folder);
    await makeFolder(folder);
    return { ...(await startParts({ ...options, say }, folder, lock, launcher)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const startParts = async (
  {
    port,
    given = {},
    inProcess = false,
    keepMails,
    logLevel = 'info',
    clientFolder,
    say,
  }: SystemOptions & { say: Say },
  folder: Folder,
  lock: Lock,
  launcher: Launcher,
): Promise<Omit<System, 'stop'>> => {
  const secrets = keepSecrets(folder.root);
  const free = await freePorts(16);
  const freePort = () => free.pop() as number;
  const { addresses, brokerReady } = await startFoundations({
    launcher,
    folder,
    secrets,
    given,
    inProcess,
    keepMails,
    freePort,
    say,
  });

  const { node, stage, up } = launcher;
  const ports = {
    gateway: port || freePort(),
    ...{
      commands: freePort(),
      queries: freePort(),
      projectors: freePort(),
      notifier: freePort(),
      archiver: freePort(),
      sandbox: freePort(),
    },
  };
  const services = createServices({
    node,
    addresses,
    ports,
    secrets,
    stripe: given.stripe,
    backups: folder.backups,
    logLevel,
  });
  const sandbox = given.stripe ? [] : [createSandbox(node, ports, secrets, folder.payments)];
  const gateway = createGateway(
    node,
    ports,
    { mailbox: addresses.mailbox, sandbox: !given.stripe },
    clientFolder ?? join(repository, 'client/dist'),
  );
  await stage(...[...Object.values(services), ...sandbox].map((part) => () => up(part)), async () => brokerReady);
  await stage(() => up(gateway));

  const url = publicUrl(ports);
  lock.tell({ pid: process.pid, url, eventStoreUrl: addresses.eventStore, databaseUrl: addresses.database });
  const parts = launcher.parts();
  const part = (name: string): Part => {
    const found = parts.get(name);
    if (!found) throw new RangeError(`there is no ${name}, but ${[...parts.keys()].join(', ')}`);
    return found;
  };
  return { url, mailboxUrl: addresses.mailbox && `${url}/mailbox/`, addresses, secrets, folder, parts, part };
};
