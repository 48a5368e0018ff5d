import { spawnSync } from 'node:child_process';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { differences } from '@careconnect/schema/check.ts';
import { root } from '../architecture/imports.ts';
import { violations } from '../architecture/rules.ts';
import { manifestFaults } from '../manifests/all.ts';
import { freshDatabase } from '../support/postgres.ts';
import { messagesAreDocumented } from './asyncapi.ts';
import { configurationIsDocumented } from './configuration.ts';
import { misnumbered } from './numbers.ts';
import { apiIsDocumented } from './openapi.ts';
import { schemaIsDrawn } from './schema.ts';

const help = `npm run check

Types, format and lint, the rules of the house, the numbers of migrations and decisions, the SQL against the
documented schema and its picture, the configuration against its page, the routes and the messages against their description,
and how the system is deployed: the manifests of k8s/, docker-compose.yml and the Dockerfile.
Ends with one line "check: N of N passed"; the exit code is 0 when all did.`;

type Check = { name: string; passes(): Promise<boolean> | boolean };

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync('npx', [command, ...args], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ===
  0;

const rulesHold = (): boolean => {
  const broken = violations();
  for (const { rule, file, detail } of broken) console.error(`${file}: ${rule} (${detail})`);
  return broken.length === 0;
};

const numbersAreRight = (): boolean => {
  const wrong = misnumbered();
  for (const problem of wrong) console.error(problem);
  return wrong.length === 0;
};

const manifestsAreSound = (): boolean => {
  const faults = manifestFaults();
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
};

const schemaIsDocumented = async (): Promise<boolean> => {
  const database = await freshDatabase();
  const pool = createPool({ url: database.url });
  const found = await differences(pool);
  for (const difference of found) console.error(difference);
  await pool.end();
  await database.drop();
  return found.length === 0;
};

const checks: Check[] = [
  { name: 'types', passes: () => runs('tsc', '-p', 'tsconfig.json') },
  { name: 'types of the client', passes: () => runs('tsc', '-p', 'client/tsconfig.json') },
  { name: 'format and lint', passes: () => runs('biome', 'ci', '--error-on-warnings') },
  { name: 'architecture', passes: rulesHold },
  { name: 'numbers of migrations and decisions', passes: numbersAreRight },
  { name: 'documented schema', passes: schemaIsDocumented },
  { name: 'picture of the schema', passes: schemaIsDrawn },
  { name: 'documented configuration', passes: configurationIsDocumented },
  { name: 'documented API', passes: apiIsDocumented },
  { name: 'documented messages', passes: messagesAreDocumented },
  { name: 'manifests', passes: manifestsAreSound },
];

if (process.argv.includes('--help')) {
  console.log(help);
  process.exit(0);
}
let passed = 0;
for (const { name, passes } of checks) {
  const well = await (async () => passes())().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  console.log(`${well ? 'ok  ' : 'FAIL'} ${name}`);
  if (well) passed += 1;
}
console.log(`check: ${passed} of ${checks.length} passed`);
process.exit(passed === checks.length ? 0 : 1);
