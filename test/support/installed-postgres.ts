import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cluster, type FreshDatabase, freshOn } from './postgres.ts';

const debian = '/usr/lib/postgresql';
const folders = [
  ...(existsSync(debian) ? readdirSync(debian).map((major) => join(debian, major, 'bin')) : []),
  ...(process.env.PATH ?? '').split(delimiter),
];
const wholeIn = (folder: string): boolean =>
  ['postgres', 'initdb', 'pg_dump', 'psql'].every((program) => existsSync(join(folder, program)));

/** Where this machine has a PostgreSQL with its tools, all of one version. Specs that need it are skipped without it. */
export const installedPostgres: string | undefined = folders.find(wholeIn);

/** That of this machine, other than the one out of the packages. */
const installed = cluster('careconnect-installed', './installed-cluster.ts', [installedPostgres ?? '']);

/** As `freshDatabase`, on a server of the version that this machine has installed. */
export const databaseOnInstalled = (): Promise<FreshDatabase> => freshOn(installed);
