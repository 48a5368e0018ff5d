import { parseArgs } from 'node:util';
import type { EventStoreOptions } from './server.ts';

export const HELP = `Runs an event store that speaks EventStoreDB's protocol, for laptops and tests.

  npm run eventstore -- --data DIR | --memory [options]

  --data DIR              keep the log in this folder; it is made if it does not exist
  --memory                keep the log in memory; it is gone when the process stops
  --port N                port to listen on (2113; 0 takes any free one)
  --host ADDRESS          address to listen on (127.0.0.1)
  --cert FILE --key FILE  certificate and key in PEM form: clients must use TLS then
  --username NAME         ask for this name and the password in EVENTSTORE_PASSWORD (the official
                          client sends them over TLS only)
  --max-append-size N     most bytes in one append (1048576)
  --help                  this text

When it is ready it prints one line with its address. SIGINT or SIGTERM stop it.`;

/** Raised for a command line that makes no sense; the message is one line for the person at the keyboard. */
export class BadOption extends Error {}

export type CommandLine = { is: 'help' } | { is: 'run'; options: EventStoreOptions };

const OPTIONS = {
  data: { type: 'string' },
  memory: { type: 'boolean' },
  port: { type: 'string' },
  host: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  username: { type: 'string' },
  'max-append-size': { type: 'string' },
  help: { type: 'boolean' },
} as const;

export function parseCommandLine(args: string[], env: Record<string, string | undefined>): CommandLine {
  const given = parse(args);
  if (given.help) return { is: 'help' };
  if ((given.data === undefined) === !given.memory) throw new BadOption('give either --data DIR or --memory');
  if (given.data === '') throw new BadOption('--data needs a folder');
  const maxAppendSize = given['max-append-size'];
  return {
    is: 'run',
    options: {
      port: wholeNumber('--port', given.port ?? '2113', 0, 65_535),
      ...(given.host !== undefined && { host: given.host }),
      ...(given.data !== undefined && { data: given.data }),
      ...(maxAppendSize !== undefined && {
        maxAppendSize: wholeNumber('--max-append-size', maxAppendSize, 1, 16 * 1024 * 1024),
      }),
      ...tlsFiles(given),
      ...credentials(given.username, env.EVENTSTORE_PASSWORD),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    const [firstSentence] = String(error instanceof Error ? error.message : error).split('. ');
    throw new BadOption(firstSentence ?? 'unknown option');
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new BadOption(`${option} must be a whole number from ${least} to ${most}, not '${text}'`);
}

function tlsFiles({ cert, key }: { cert?: string; key?: string }): Pick<EventStoreOptions, 'tls'> {
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined) throw new BadOption('--cert and --key belong together');
  return { tls: { certFile: cert, keyFile: key } };
}

function credentials(username?: string, password?: string): Pick<EventStoreOptions, 'credentials'> {
  if (username === undefined) return {};
  if (!password) throw new BadOption('--username needs a password in EVENTSTORE_PASSWORD');
  return { credentials: { username, password } };
}
