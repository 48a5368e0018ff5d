import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeElsewhere } from './postgres-home.ts';

/** Where a system on this machine keeps everything it has. */
export type Folder = Readonly<
  Record<'root' | 'eventStore' | 'postgres' | 'rabbitMq' | 'mail' | 'payments' | 'logs' | 'imports' | 'backups', string>
>;

export const folderAt = (root: string): Folder => ({
  root,
  eventStore: join(root, 'eventstore'),
  postgres: join(root, 'postgres'),
  rabbitMq: join(root, 'rabbitmq'),
  mail: join(root, 'mail'),
  payments: join(root, 'payments'),
  logs: join(root, 'logs'),
  imports: join(root, 'imports'),
  backups: join(root, 'backups'),
});

export const makeFolder = async (folder: Folder): Promise<void> => {
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  // As root, PostgreSQL runs as a user of its own, who has to pass through; what is secret has its own mode.
  if (process.getuid?.() === 0) await chmod(folder.root, 0o711);
  await mkdir(folder.logs, { recursive: true, mode: 0o700 });
};

/** Everything but the lock. */
export const emptyFolder = async (folder: Folder): Promise<void> => {
  await removeElsewhere(folder.postgres);
  const { root: _, ...below } = folder;
  for (const path of [...Object.values(below), join(folder.root, 'secrets.json'), join(folder.root, 'seeded.json')])
    await rm(path, { recursive: true, force: true });
};
