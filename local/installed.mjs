// Runs before any package is there, so it needs Node alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const needed = [20, 19];

/** Ends the process with one clear line on a Node that is too old. */
export const demandNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  console.error(`Node ${needed.join('.')} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
};

/** Installs what the lock file names, where it is missing or not what the lock file names. */
export const demandPackages = () => {
  if (isInstalled(`${root}package-lock.json`, `${root}node_modules/.package-lock.json`)) return;
  console.error('Installing packages (npm ci) ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    // What a command writes may be kept in a file.
    stdio: ['inherit', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status === 0) return;
  console.error('The packages could not be installed: see what npm said above.');
  process.exit(1);
};

/** Newer than the lock file, or of the same versions: a lock file that was merely written again changes nothing. */
const isInstalled = (wanted, installed) => {
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  const there = packagesIn(installed);
  return Object.entries(packagesIn(wanted)).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules/') || link || optional || there[path]?.version === version,
  );
};

const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
