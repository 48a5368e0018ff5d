import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { allCases } from './all-cases.ts';
import { report } from './report.ts';
import { type Server, serverAt } from './store.ts';
import { type Case, run } from './suite.ts';

const usage = `npm run conformance -- ESDB_URL [--only TEXT] [--list] [--restart-command COMMAND]

Asks an event store how it behaves, through the official client, and compares with what EventStoreDB documents and does.
For EventStoreDB 23.10 and 24.10, KurrentDB, and whatever claims to speak their protocol, with their default settings.
It writes streams named conformance_..., never deletes others, and nothing it asks disturbs a store in use.

  ESDB_URL                  for example esdb://127.0.0.1:2113?tls=false
  --only TEXT               only the cases whose subject or name has this text
  --list                    names the cases and asks nothing
  --restart-command COMMAND restarts the server and returns; with it the cases about restarts are asked too
  --help                    this text

Ends with 0 when no case failed, 1 when one did, 2 when nothing could be asked.`;

/** Ends with one line: without a server to ask there is nothing to report. */
function giveUp(reason: string): never {
  process.stderr.write(`conformance: ${reason}\n`);
  process.exit(2);
}

function options() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: { only: text, 'restart-command': text, list: flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}; --help tells more`);
  }
}

function restartBy(command: string): () => Promise<void> {
  return () =>
    new Promise((resolve, reject) => {
      const running = spawn(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
      running.once('error', reject);
      running.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`the restart command ended with ${code}`)),
      );
    });
}

async function reachable(url: string, restart?: () => Promise<void>): Promise<Server> {
  try {
    const server = serverAt(url, restart);
    await server.reach();
    return server;
  } catch (error) {
    const [reason] = `${error instanceof Error ? error.message : error}`.split(/\n|\.? Resolution note/);
    return giveUp(`no event store to ask at ${url}: ${reason}`);
  }
}

async function askAll(cases: readonly Case[], server: Server): Promise<number> {
  const { add, end } = report((line) => process.stdout.write(`${line}\n`));
  for (const one of cases) add(one, await run(one, server));
  await server.close();
  return end();
}

const { values, positionals } = options();
const wanted = values.only?.toLowerCase() ?? '';
const cases = allCases.filter(({ subject, name }) => `${subject}: ${name}`.toLowerCase().includes(wanted));
const [url, ...tooMany] = positionals;

if (values.help) {
  process.stdout.write(`${usage}\n`);
} else if (values.list) {
  for (const { subject, name } of cases) process.stdout.write(`${subject}: ${name}\n`);
  process.stdout.write(`cases: ${cases.length}\n`);
} else {
  if (!url || tooMany.length) giveUp('needs one connection string; --help tells more');
  if (!cases.length) giveUp(`no case has "${values.only}" in its name; --list names them`);
  const restartCommand = values['restart-command'];
  const server = await reachable(url, restartCommand ? restartBy(restartCommand) : undefined);
  // The client may keep connections open after its end: the exit code is known, so nothing is waited for.
  process.exit(await askAll(cases, server));
}
