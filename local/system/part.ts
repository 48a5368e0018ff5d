import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCodes } from '@careconnect/platform/process/run.ts';
import { CannotStart } from './failure.ts';

export type PartOptions = {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Asked again and again until it says yes. */
  isReady: () => Promise<boolean>;
  /** Before every start, also after a crash. */
  prepare?: () => Promise<void>;
  say: (line: string) => void;
};

/** One process of the system. When it dies it is started again, later each time, until it is told to stop. */
export type Part = {
  readonly name: string;
  /** Of the program itself; undefined while there is none. */
  pid(): number | undefined;
  /** It comes back by itself, and is not suspected of a crash loop. */
  kill(signal?: NodeJS.Signals): void;
  /** Ends it at once and keeps it down until `up`. */
  down(): Promise<void>;
  /** Resolves when it is ready. */
  up(): Promise<void>;
  /** Lets it finish what is under way. */
  stop(): Promise<void>;
};

const startTimeoutMs = 90_000;
const longestPauseMs = 10_000;
/** Whoever has lived this long may die without being suspected of a crash loop. */
const settledAfterMs = 30_000;

export const createPart = (options: PartOptions): Part => {
  const { name, say } = options;
  let child: ChildProcess | undefined;
  let pid: number | undefined;
  let wanted = false;
  let crashes = 0;
  let generation = 0;
  let hopeless = false;

  const launch = async (): Promise<void> => {
    await options.prepare?.();
    if (!wanted) return;
    const log = openSync(options.logFile, 'a', 0o600);
    const started = Date.now();
    const mine = spawn(options.command, [...options.args], {
      env: options.env,
      stdio: ['ignore', log, log, 'ipc'],
      // A group of its own: Ctrl-C reaches the starter alone, which stops its parts in order.
      detached: true,
    });
    closeSync(log);
    child = mine;
    pid = mine.pid;
    mine.on('message', (message) => {
      if (typeof message === 'object' && 'pid' in message) pid = Number(message.pid);
    });
    mine.on('error', () => {});
    mine.once('close', (code, signal) => {
      if (child !== mine) return;
      child = undefined;
      pid = undefined;
      hopeless = code === exitCodes.misconfigured;
      if (wanted && !hopeless)
        startAgain(code, signal, Date.now() - started).catch((error) => say(`${name}: ${error.message}`));
    });
  };

  const startAgain = async (code: number | null, signal: string | null, livedMs: number): Promise<void> => {
    crashes = livedMs > settledAfterMs ? 1 : crashes + 1;
    const delay = Math.min(longestPauseMs, 100 * 2 ** crashes);
    say(`${name} ended (${signal ?? `code ${code}`}) and is started again`);
    const mine = generation;
    await pause(delay);
    if (wanted && mine === generation) await launch();
  };

  const ready = async (): Promise<void> => {
    const mine = generation;
    for (const until = Date.now() + startTimeoutMs; ; await pause(50)) {
      if (mine !== generation) return;
      if (child && (await options.isReady().catch(() => false))) return;
      if (Date.now() > until || crashes >= 5 || hopeless)
        throw new CannotStart(`${name} does not start: ${lastWords(options.logFile)}`);
    }
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false;
    generation += 1;
    const mine = child;
    if (!mine) return;
    const gone = new Promise((resolve) => mine.once('close', resolve));
    if (signal === 'SIGKILL') signalTo(pid, signal);
    mine.kill(signal);
    const impatience = setTimeout(() => mine.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(impatience);
  };

  return {
    name,
    pid: () => pid,
    kill: (signal = 'SIGKILL') => {
      crashes = 0;
      signalTo(pid, signal);
    },
    down: () => end('SIGKILL'),
    up: async () => {
      if (!wanted) {
        wanted = true;
        crashes = 0;
        hopeless = false;
        await launch();
      }
      await ready();
    },
    stop: () => end('SIGTERM'),
  };
};

const signalTo = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** The last start's log is kept under another name; this one begins empty. */
export const freshLog = (file: string): string => {
  try {
    renameSync(file, `${file}.old`);
  } catch {
    // The first start has nothing to put aside.
  }
  return file;
};

const lastWords = (file: string): string => {
  const lines = logOf(file).trimEnd().split('\n').slice(-20).reverse();
  const said = lines.map(reasonIn).find((reason) => reason !== '') ?? 'it said nothing';
  return `${said.slice(0, 400)} (see ${file})`;
};

const logOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Of a line of ours the reason it gives, of any other line all of it. */
const reasonIn = (line: string): string => {
  try {
    const { level, msg, err } = JSON.parse(line);
    return level === 'fatal' || level === 'error' ? `${msg}: ${String(err?.message ?? '').split('\n')[0]}` : '';
  } catch {
    return line.trim();
  }
};
