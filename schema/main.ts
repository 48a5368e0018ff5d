import { fileURLToPath } from 'node:url';
import { ConfigError, readConfig } from '@careconnect/platform/config/config.ts';
import { migrate } from '@careconnect/platform/postgres/migrate.ts';
import { exitCodes } from '@careconnect/platform/process/run.ts';
import { settings } from './settings.ts';

const help = `npm run migrate

Brings the tables of DATABASE_URL to what this version needs: runs the migrations it has not had, each once and all in one
transaction. Several may run at once: one does it, the others wait. The last line is "migrate: N migrations".`;

if (process.argv.includes('--help')) {
  console.log(help);
  process.exit(0);
}
try {
  const { DATABASE_URL } = readConfig(settings, process.env);
  const run = await migrate(DATABASE_URL, fileURLToPath(new URL('migrations', import.meta.url)));
  for (const name of run) console.log(name);
  console.log(`migrate: ${run.length} migrations`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(exitCodes.misconfigured);
}
