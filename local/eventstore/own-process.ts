import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface OwnProcess {
  url: string;
  child: ChildProcess;
  /** Sends the signal and waits until the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the event store as a process of its own and waits for the line with its address. */
export async function inOwnProcess(args: string[]): Promise<OwnProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'exit');
  const complaints: string[] = [];
  child.stderr?.on('data', (text: Buffer) => complaints.push(text.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) =>
      resolve(line.replace('eventstore: ', '')),
    );
    child.once('exit', () => reject(new Error(`the event store did not start: ${complaints.join('').trim()}`)));
  });
  return {
    url,
    child,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}
