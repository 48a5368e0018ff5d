import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Debian keeps its PostgreSQL, one folder for each version, off the PATH.
const debian = '/usr/lib/postgresql';
const majors = existsSync(debian) ? readdirSync(debian).map((major) => join(debian, major, 'bin')) : [];
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/lib/rabbitmq/bin', ...majors];
/** All of them in one folder, and so of one version. */
const found = (...programs) => folders.some((folder) => programs.every((program) => existsSync(join(folder, program))));

const needed = [
  { package: 'rabbitmq-server', there: () => found('rabbitmq-server'), for: 'the specs of the broker' },
  { package: 'redis-server', there: () => found('redis-server'), for: 'the specs of the shared cache' },
  {
    package: 'postgresql',
    there: () => found('postgres', 'initdb', 'pg_dump', 'psql'),
    for: 'the specs of pg_dump',
  },
  {
    package: 'chromium',
    there: () =>
      Boolean(process.env.CHROMIUM_PATH) ||
      ['chromium', 'google-chrome', 'chromium-browser'].some((name) => found(name)),
    for: 'the browser journeys',
  },
];

/** Debian packages the specs need: installed when this runs as root on Debian, otherwise named. */
export const demandSystemPackages = () => {
  const missing = needed.filter((each) => !each.there());
  if (missing.length === 0) return;
  const names = missing.map((each) => each.package);
  if (process.getuid?.() === 0 && found('apt-get')) {
    console.log(`Installing Debian packages: ${names.join(', ')} ...`);
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    // The packages would start servers of their own; the specs run private ones.
    const options = ['install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', ...names];
    spawnSync('apt-get', ['update', '-qq'], quiet);
    if (spawnSync('apt-get', options, { ...quiet, env: { ...quiet.env, RUNLEVEL: '1' } }).status === 0) return;
  }
  for (const each of missing)
    console.error(
      `${each.package} is missing, so ${each.for} cannot run: install it (as root on Debian: apt-get install ${each.package}).`,
    );
  process.exit(1);
};
