import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from '@careconnect/local/system/leftover.ts';
import type { Answer } from './keeper.ts';

type SharedServerOptions = {
  name: string;
  /** What its folder is called, before the id of the run. */
  folder: string;
  /** Calls `keep`. */
  keeper: URL;
  /** What the keeper is told besides. */
  further?: string[];
  patienceMs: number;
};

/** A server that all processes of one test run share. */
export type SharedServer<Said> = {
  folder: string;
  /** What its keeper said. It starts when it is first asked for, by whichever process of the run. */
  find(): Promise<Said>;
};

// In a parallel run every worker is a process of its own, and the run is their parent.
const run = process.env.MOCHA_WORKER_ID === undefined ? process.pid : process.ppid;

export const sharedServer = <Said>(options: SharedServerOptions): SharedServer<Said> => {
  const folder = join(tmpdir(), `${options.folder}-${run}`);
  let found: Promise<Said> | undefined;
  return {
    folder,
    find: () => {
      found ??= findIn<Said>(folder, options);
      return found;
    },
  };
};

/** Whoever makes the folder starts the server; the others wait for its answer. */
const findIn = async <Said>(folder: string, options: SharedServerOptions): Promise<Said> => {
  const { name, keeper, further = [], patienceMs } = options;
  const left = await answerIn<Said>(folder);
  // The folder of an earlier run with the same process id that a crash of the machine left.
  if (left && !isAlive(left.pid)) await rm(folder, { recursive: true, force: true });
  if (await makesFirst(folder)) startKeeper(keeper, folder, run, { further }).unref(); // it ends by itself when the run does
  for (const until = Date.now() + patienceMs; Date.now() < until; await delay(25)) {
    const answer = await answerIn<Said>(folder);
    if (answer) return saidIn(answer);
  }
  throw new Error(`no ${name} after ${patienceMs / 1000} s; look into ${folder}`);
};

const answerIn = async <Said>(folder: string): Promise<Answer<Said> | undefined> => {
  const text = await readFile(join(folder, 'answer.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
};

/** @throws what the keeper gives as the reason why there is no server */
export const saidIn = <Said>(answer: Answer<Said>): Said => {
  if ('failed' in answer) throw new Error(answer.failed);
  return answer;
};

/** Whether this process is the one, among those that try, that made the folder. */
export const makesFirst = (folder: string): Promise<boolean> =>
  mkdir(folder).then(
    () => true,
    () => false,
  );

/** It outlives a kill of this process for long enough to leave nothing behind. */
export const startKeeper = (
  keeper: URL,
  folder: string,
  owner: number,
  { further = [], stdio = 'ignore' }: { further?: string[]; stdio?: StdioOptions } = {},
): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', fileURLToPath(keeper), folder, String(owner), ...further], {
    detached: true,
    stdio,
  });
