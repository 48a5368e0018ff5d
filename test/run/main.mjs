// npm test: installs what the specs need, builds the client, runs every spec with coverage. Needs Node alone to begin.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { demandNode, demandPackages } from '../../local/installed.mjs';
import { demandSystemPackages } from './system-packages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const totals = `${root}coverage/totals.json`;

const everySpec =
  '{domain,platform,schema,command-service,query-service,projectors,notifier,archiver,gateway,client/src,local,test}/**/*.spec.ts';

const help = `npm test [-- MOCHA OPTIONS]

Installs the packages (and, as root on Debian, the broker, Redis, the browser and pg_dump), builds the client and runs every spec.
  -- --grep TEXT    only the specs whose title holds TEXT
Ends with one line "tests: N passed, N failed, N skipped"; the exit code is 0 when none failed.`;

const run = (command, args, env = {}) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  }).status ?? 1;

const given = process.argv.slice(2);
if (given.includes('--help')) {
  console.log(help);
  process.exit(0);
}
demandNode();
demandPackages();
demandSystemPackages();
rmSync(totals, { force: true });
mkdirSync(`${root}coverage`, { recursive: true });
if (run('npm', ['run', 'build', '--silent', '--workspace', 'client']) !== 0) process.exit(1);
const status = run('npx', ['c8', 'mocha', '--reporter', 'test/run/reporter.cjs', everySpec, ...given], {
  TEST_TOTALS: totals,
});
if (!existsSync(totals)) {
  console.error('The specs ended before their summary.');
  process.exit(1);
}
const { passed, failed, skipped } = JSON.parse(readFileSync(totals, 'utf8'));
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(status === 0 && failed === 0 && passed > 0 ? 0 : 1);
