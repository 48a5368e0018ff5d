import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../system/failure.ts';
import { folderAt, makeFolder } from '../system/folder.ts';
import { startFoundations } from '../system/foundations.ts';
import { createLauncher } from '../system/launcher.ts';
import { lockFolder } from '../system/lock.ts';
import { freePorts } from '../system/ports.ts';
import { keepSecrets } from '../system/secrets.ts';

export type Places = Readonly<{
  EVENTSTORE_URL: string;
  DATABASE_URL: string;
  BACKUP_KEY: Buffer;
  BACKUP_S3_ENDPOINT?: string | undefined;
}>;

/** The event store and the Postgres of a folder, without the services that would begin to fill them. @throws CannotStart */
export const withFoundations = async (dir: string, work: (places: Places) => Promise<void>): Promise<void> => {
  const folder = folderAt(dir);
  if (!existsSync(join(dir, 'secrets.json')))
    throw new CannotStart(
      `The keys of a system are no part of its backups. Copy its secrets.json to ${join(dir, 'secrets.json')} first.`,
    );
  await makeFolder(folder);
  const lock = await lockFolder(folder.root);
  const say = (line: string) => console.log(`  ${line}`);
  const launcher = createLauncher(folder.logs, say);
  try {
    const secrets = keepSecrets(folder.root);
    const free = await freePorts(6);
    const freePort = () => free.pop() as number;
    const given = { smtp: 'smtp://127.0.0.1:9' };
    const { addresses } = await startFoundations({ launcher, folder, secrets, given, inProcess: true, freePort, say });
    await work({
      EVENTSTORE_URL: addresses.eventStore,
      DATABASE_URL: addresses.database,
      BACKUP_KEY: Buffer.from(secrets.backupKey, 'base64'),
      BACKUP_S3_ENDPOINT: process.env.BACKUP_S3_ENDPOINT,
    });
  } finally {
    await launcher.stop();
    await lock.release();
  }
};
