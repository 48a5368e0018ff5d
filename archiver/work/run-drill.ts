import { spawn } from 'node:child_process';

export type RunDrill = (signal: AbortSignal) => Promise<void>;

/** A program of its own: it needs projectors and an event store, which nothing here knows. It records its outcome itself. */
export const runningDrills =
  (command: readonly string[]): RunDrill =>
  (signal) =>
    new Promise((resolve, reject) => {
      const [program = '', ...args] = command;
      const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
      let complaint = '';
      child.stderr.on('data', (text: Buffer) => {
        complaint = `${complaint}${text}`.slice(-500);
      });
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0
          ? resolve()
          : reject(new Error(`the drill ended with ${code}: ${complaint.trim() || 'see its outcome'}`)),
      );
    });
