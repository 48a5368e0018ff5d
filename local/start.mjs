// npm start: from a fresh clone to a running system. Needs Node and npm alone to begin with.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { clientIsBuilt } from './client-built.mjs';
import { demandNode, demandPackages } from './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `npm start [-- OPTIONS]

Installs the packages, builds the client and runs the whole system out of the folder .careconnect/, where its data stays.
  --port N        the port for the browser (8080; 0 takes a free one)
  --dir FOLDER    where the data stays (.careconnect)
  --reset         begin anew: what is in the folder is removed
  --no-seed       without the demo clinic
  --in-process    without RabbitMQ, even where it is installed
  --help          this text

EVENTSTORE_URL, DATABASE_URL, AMQP_URL and SMTP_URL each put the real thing in place of the local part, and so do
STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET together, in place of the sandbox of payments.
Ctrl-C stops it. When everything is up the last line is "careconnect: ADDRESS".`;

const buildClient = () => {
  if (clientIsBuilt(root)) return;
  console.log('Building the client ...');
  const shell = process.platform === 'win32';
  const args = ['run', 'build', '--silent', '--workspace', 'client'];
  if (spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell }).status === 0) return;
  console.error('The client could not be built: see what was said above.');
  process.exit(1);
};

if (process.argv.includes('--help')) {
  console.log(help);
  process.exit(0);
}
demandNode();
demandPackages();
buildClient();
const { register } = await import('tsx/esm/api');
register();
const { start } = await import('./start.ts');
await start(root, process.argv.slice(2));
