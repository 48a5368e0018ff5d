import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Stops a process that an earlier start left running, if it is the one that is meant: ids are used again. */
export const stopLeftover = async (
  pid: number,
  isMeant: (command: string) => boolean,
  signal: NodeJS.Signals,
): Promise<void> => {
  if (!Number.isInteger(pid) || pid <= 1 || !isMeant(commandOf(pid))) return;
  send(pid, signal);
  for (const until = Date.now() + 10_000; isAlive(pid); await pause(50)) {
    if (Date.now() < until) continue;
    send(pid, 'SIGKILL');
    await pause(500);
    return;
  }
};

/** Empty when there is no such process, or nobody can tell. */
const commandOf = (pid: number): string => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
