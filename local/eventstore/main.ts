import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { BadOption, HELP, parseCommandLine } from './options.ts';
import { startEventStore } from './server.ts';

async function main(): Promise<void> {
  setLogVerbosity(logVerbosity.NONE); // what goes wrong is said below, once
  const command = parseCommandLine(process.argv.slice(2), process.env);
  if (command.is === 'help') {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const store = await startEventStore(command.options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => store.stop().then(() => process.exit(0), fail));
  process.stdout.write(`eventstore: ${store.url}\n`);
}

function fail(error: unknown): void {
  const hint = error instanceof BadOption ? ' (--help tells more)' : '';
  process.stderr.write(`eventstore: ${error instanceof Error ? error.message : String(error)}${hint}\n`);
  process.exit(1);
}

main().catch(fail);
